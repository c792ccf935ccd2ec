/* Says under a time field what the clocks of the paper show then. The field speaks the time of
   the first city; the form names the cities in its .desk-zone elements. A field is the browser's
   own, or two boxes for day and time in a .desk-clocked. */
"use strict";
{
  const parts = (instant, zone) =>
    Object.fromEntries(
      new Intl.DateTimeFormat("en-GB", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
      })
        .formatToParts(instant)
        .map(({ type, value }) => [type, value]),
    );

  /* How far a zone is ahead of UTC at an instant, in milliseconds. */
  const ahead = (instant, zone) => {
    const { year, month, day, hour, minute } = parts(instant, zone);
    return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(instant / 60000) * 60000;
  };

  /* What a clock in that zone shows, in milliseconds, as an instant. */
  const instantOf = (wall, zone) => {
    if (wall === null || Number.isNaN(wall)) return null;
    const guess = wall - ahead(wall, zone);
    return wall - ahead(guess, zone);
  };

  const words = (wall, cities) => {
    const instant = instantOf(wall, cities[0].zone);
    if (instant === null) return "";
    let known = "";
    return cities
      .map(({ zone, city }) => {
        const { day, month, hour, minute } = parts(instant, zone);
        const on = `${day}/${month}`;
        const told = on === known ? `${hour}:${minute} ${city}` : `${hour}:${minute} ${on} ${city}`;
        known ||= on;
        return told;
      })
      .join(" · ");
  };

  const citiesIn = (place) =>
    [...place.querySelectorAll(".desk-zone")].map((each) => ({
      zone: each.value,
      city: each.textContent,
    }));

  const tell = (field) => {
    const named = field.form?.querySelector(".desk-zone") ? field.form : document;
    const cities = citiesIn(named);
    if (!cities.length) return;
    let told = field.parentElement.querySelector(".desk-clock");
    if (!told) {
      told = document.createElement("output");
      told.className = "desk-clock";
      told.htmlFor = field.id;
      field.after(told);
    }
    told.textContent = words(Date.parse(`${field.value}Z`), cities);
  };

  /* The day as 24/11/2026 and the time as 18:30 or 18:30:00. */
  const wallOf = (box) => {
    const [day, time] = [...box.querySelectorAll("input")].map((input) => input.value.trim());
    const date = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(day ?? "");
    const clock = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(time ?? "");
    if (!date || !clock) return null;
    return Date.UTC(date[3], date[2] - 1, date[1], clock[1], clock[2]);
  };

  const tellBox = (box) => {
    const told = words(wallOf(box), citiesIn(box));
    const output = box.querySelector(".desk-clock");
    if (output.textContent !== told) output.textContent = told;
  };

  const tellBoxes = () => document.querySelectorAll(".desk-clocked").forEach(tellBox);
  const tellAll = () => {
    document.querySelectorAll("input[type=datetime-local]").forEach(tell);
    tellBoxes();
  };
  for (const name of ["input", "change", "focusout"]) {
    document.addEventListener(name, ({ target }) => {
      if (target.closest?.(".desk-clocked")) setTimeout(tellBoxes);
    });
  }
  /* The calendar writes into the boxes without an event. */
  document.addEventListener("click", () => setTimeout(tellBoxes));
  document.addEventListener("input", ({ target }) => {
    if (target.matches("input[type=datetime-local]")) tell(target);
  });
  document.addEventListener("DOMContentLoaded", tellAll);
  document.addEventListener("desk:swapped", tellAll);
}
