// Tells the paper that somebody reads this page: once, after a few seconds in sight, and on a
// page of results the words that were asked for. No cookie goes along, and nothing comes back.
{
  const SECONDS_IN_SIGHT = 4;
  const { read, words, unlessFrom } = document.currentScript.dataset;
  let timer = 0;

  const tell = () => {
    document.removeEventListener("visibilitychange", watch);
    const said = { method: "POST", body: words, keepalive: true, credentials: "omit" };
    fetch(read, said).catch(() => {});
  };

  const watch = () => {
    clearTimeout(timer);
    // A page that was only loaded ahead is hidden until it is read.
    if (document.visibilityState === "visible") timer = setTimeout(tell, SECONDS_IN_SIGHT * 1000);
  };

  // What was chosen from a list of what others did is no reader's own wish.
  if (!unlessFrom || location.hash !== unlessFrom) {
    document.addEventListener("visibilitychange", watch);
    watch();
  }
}
