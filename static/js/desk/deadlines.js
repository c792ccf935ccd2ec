/* Counts down to deadlines. The server has said how long it is in words of its own language, and
   gives the words for the four cases; without this file they stay as they were when the page was
   made. */
"use strict";
{
  const MINUTE = 60_000;

  const tick = () => {
    for (const place of document.querySelectorAll("[data-deadline]")) {
      const left = new Date(place.dataset.deadline) - Date.now();
      const minutes = Math.floor(Math.abs(left) / MINUTE);
      const hours = Math.floor(minutes / 60);
      const words = place.closest("[data-due-words]")?.dataset.dueWords.split("|");
      if (!words) continue;
      const [leftHours, leftMinutes, lateHours, lateMinutes] = words;
      const long = left < 0 ? lateHours : leftHours;
      const short = left < 0 ? lateMinutes : leftMinutes;
      place.textContent = (hours ? long : short).replace("{h}", hours).replace("{m}", minutes % 60);
      place.closest(".desk-due")?.classList.toggle("desk-due-late", left <= 0);
    }
  };

  setInterval(tick, 30_000);
}
