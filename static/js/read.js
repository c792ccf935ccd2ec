// Tells the paper that somebody reads this article: once, after a few seconds in sight.
// No cookie goes along, and nothing comes back.
{
  const SECONDS_IN_SIGHT = 4;
  const { read } = document.currentScript.dataset;
  let timer = 0;

  const tell = () => {
    document.removeEventListener("visibilitychange", watch);
    const sent = navigator.sendBeacon?.(read);
    if (!sent) fetch(read, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
  };

  const watch = () => {
    clearTimeout(timer);
    // A page that was only loaded ahead is hidden until it is read.
    if (document.visibilityState === "visible") timer = setTimeout(tell, SECONDS_IN_SIGHT * 1000);
  };

  document.addEventListener("visibilitychange", watch);
  watch();
}
