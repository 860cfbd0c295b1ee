// What a script adds to every page; everything works without it.
"use strict";

// What was refused is where the eyes and the reader should go first.
document.querySelector("[data-refused]")?.focus();

// A wide diagram is scrolled to where the case stands.
document.querySelectorAll(".picture").forEach((picture) => {
  const here = picture.querySelector("[aria-current=step]");
  if (!here) return;
  const [outer, inner] = [picture.getBoundingClientRect(), here.getBoundingClientRect()];
  picture.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
});

// A second click while the first is on its way sends nothing; the button works again when the page comes back.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 8000);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
