// Puts the name of who is signed in where the page says "Đăng nhập": pages are the same for
// every reader. Asks only in browsers in which somebody has signed in.
{
  const KEY = "tai-khoan";
  const link = document.querySelector("[data-account]");

  // Storage may be forbidden by the reader; then the link says what it says without scripts.
  const keep = (value) => {
    try {
      if (value) localStorage.setItem(KEY, value);
      else localStorage.removeItem(KEY);
    } catch { /* nothing is kept */ }
  };
  const isKept = () => {
    try {
      return localStorage.getItem(KEY) !== null;
    } catch {
      return false;
    }
  };

  const show = async () => {
    const answer = await fetch(link.dataset.account, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { name } = await answer.json();
    if (name) link.querySelector(".tool-name").textContent = name;
    else keep("");
  };

  if (document.querySelector("[data-signed-in]")) keep("yes");
  if (document.querySelector("[data-signed-out]")) keep("");
  if (link && isKept()) show().catch(() => {});
}
