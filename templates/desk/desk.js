// What the pages can do a little better with a script; everything works without it.
"use strict";

// How many characters are left: counted as the platforms count, which is how JavaScript counts.
for (const field of document.querySelectorAll("textarea[data-most]")) {
  const hint = document.getElementById(field.getAttribute("aria-describedby"));
  const most = Number(field.dataset.most);
  const format = new Intl.NumberFormat(document.documentElement.lang);
  const sentence = hint.textContent;
  const count = () => {
    const used = field.value.length;
    hint.textContent = `${sentence} ${format.format(used)} / ${format.format(most)}`;
    hint.classList.toggle("over", used > most);
    field.setAttribute("aria-invalid", String(used > most));
  };
  field.addEventListener("input", count);
  count();
}

// A form is sent once, however often somebody taps.
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form")) delete form.dataset.sent;
});

// The time left until a post goes out.
const clocks = document.querySelectorAll("time[data-until]");
const tick = () => {
  for (const clock of clocks) {
    const left = Math.max(0, Math.round((new Date(clock.dataset.until) - Date.now()) / 1000));
    const minutes = String(Math.floor(left / 60)).padStart(2, "0");
    clock.textContent = `${minutes}:${String(left % 60).padStart(2, "0")}`;
  }
};
if (clocks.length) {
  tick();
  setInterval(tick, 1000);
}
