// What a script adds to a ruled sheet; everything works without it.
//   data-draft-url   the form is POSTed there after two seconds of rest and when a field is left: a draft
//   data-sheet-url   the form is POSTed there when fields may appear or go, rows or files change; the answer holds
//                    the sheet anew, of which only what nobody is typing in is taken
// No inline code, no request to anywhere else.

"use strict";

const REST = 2000;

document.documentElement.classList.add("has-script");
document.querySelectorAll("[data-sheet]").forEach(watch);
document.querySelector("[data-error-summary]")?.focus();

function watch(sheet) {
  const form = sheet.closest("form");
  if (!form) return;
  showPhrases(sheet);
  form.addEventListener("click", (event) => fill(event));
  if (sheet.dataset.draftUrl) keepDrafts(sheet, form);
  if (sheet.dataset.sheetUrl) keepFresh(sheet, form);
}

// ---- usual phrases

function showPhrases(sheet) {
  sheet.querySelectorAll("[data-phrases]").forEach((one) => { one.hidden = false; });
}

function fill(event) {
  const button = event.target.closest("[data-phrases] button");
  if (!button) return;
  const box = document.getElementById(button.closest("[data-phrases]").dataset.phrases);
  const [start, end] = box.value ? [box.selectionStart, box.selectionEnd] : [0, 0];
  box.setRangeText(button.textContent, start, end, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

// ---- drafts

function keepDrafts(sheet, form) {
  const status = sheet.querySelector("[data-draft-status]");
  let timer = 0, dirty = false, saving = false, leaving = false, under = new AbortController();

  const later = () => { clearTimeout(timer); timer = setTimeout(save, REST); };
  const save = async () => {
    clearTimeout(timer);
    if (!dirty || saving || leaving) return;
    dirty = false;
    saving = true;
    under = new AbortController();
    const saved = await posted(sheet.dataset.draftUrl, withoutFiles(form), under.signal);
    saving = false;
    if (!saved) dirty = true;
    if (leaving) return;
    tell(status, saved ? "saved" : "failed");
    if (dirty) later();
  };

  form.addEventListener("input", () => { dirty = true; later(); });
  form.addEventListener("change", () => { dirty = true; save(); });
  form.addEventListener("focusout", save);
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); under.abort(); });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("pagehide", () => {
    if (dirty && !leaving) navigator.sendBeacon(sheet.dataset.draftUrl, withoutFiles(form));
  });
}

async function posted(url, body, signal) {
  try {
    const answer = await fetch(url, { method: "POST", body, signal, redirect: "manual", headers: { "X-Requested-With": "fetch" } });
    return answer.ok;
  } catch {
    return false;
  }
}

function tell(status, state) {
  if (!status) return;
  const now = new Date();
  const clock = `${now.getHours()}:${String(now.getMinutes()).padStart(2, "0")}`;
  status.dataset.state = state;
  status.textContent = state === "saved" ? `已暂存 ${clock}` : "未能暂存，正在重试；请先不要关闭本页。";
}

function withoutFiles(form) {
  const data = new FormData();
  for (const [name, value] of new FormData(form)) {
    if (!(value instanceof File)) data.append(name, value);
  }
  return data;
}

// ---- conditional fields, rows, files

function keepFresh(sheet, form) {
  let edits = 0, running = false, again = "";

  const refresh = async (button) => {
    if (running) { again = button; return; }
    running = true;
    sheet.setAttribute("aria-busy", "true");
    const before = edits;
    const fresh = await fetched(sheet, form, button);
    running = false;
    sheet.removeAttribute("aria-busy");
    if (!fresh) { if (button !== "refresh") press(form, button); return; }
    if (edits !== before && button === "refresh") again = again || "refresh";
    else take(sheet, fresh, button);
    if (again) { const next = again; again = ""; refresh(next); }
  };

  form.addEventListener("input", () => { edits += 1; });
  form.addEventListener("change", (event) => {
    if (event.target.closest("[data-triggers]") || (event.target.type === "file" && event.target.files.length)) refresh("refresh");
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name !== "_rows" || event.submitter.dataset.plain) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    refresh(event.submitter.value);
  }, true);
}

async function fetched(sheet, form, button) {
  const data = new FormData(form);
  data.set("_rows", button);
  try {
    const answer = await fetch(sheet.dataset.sheetUrl, { method: "POST", body: data, redirect: "manual", headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.getElementById(sheet.id);
  } catch {
    return null;
  }
}

// Without an answer the button is pressed as if there were no script.
function press(form, value) {
  const button = document.createElement("button");
  Object.assign(button, { type: "submit", name: "_rows", value, hidden: true });
  button.dataset.plain = "yes";
  form.append(button);
  button.click();
  button.remove();
}

function take(sheet, fresh, button) {
  const [act, path] = [button.split(":")[0], button.split(":")[1]];
  const focused = document.activeElement?.id;
  merge(sheet.querySelector(".sheet-grid"), fresh.querySelector(".sheet-grid"), path);
  showPhrases(sheet);
  const rows = path && sheet.querySelector(`[data-path="${CSS.escape(path)}"]`);
  if (act === "add") rows?.querySelector(".rows-row:last-of-type :is(input:not([type=hidden]), select, textarea)")?.focus();
  else if (act === "remove" || act === "drop") rows?.querySelector(`#${CSS.escape(`f-${path}`)}`)?.focus();
  else if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

// The new sheet's cells in its order; a cell that holds the cursor stays where it is, so that typing is not disturbed.
function merge(old, fresh, pressed) {
  const kept = new Map([...old.children].filter((one) => one.dataset.path).map((one) => [one.dataset.path, one]));
  const children = [...fresh.children].map((one) => {
    const before = kept.get(one.dataset.path);
    return before && stays(before, one, pressed) ? before : document.adoptNode(one);
  });
  let place = old.firstElementChild;
  for (const child of children) {
    if (child.parentNode !== old) { old.insertBefore(child, place); continue; }
    while (place !== child) { const gone = place; place = place.nextElementSibling; gone.remove(); }
    place = child.nextElementSibling;
  }
  while (place) { const gone = place; place = place.nextElementSibling; gone.remove(); }
}

function stays(before, fresh, pressed) {
  if (before.dataset.kind !== fresh.dataset.kind || fresh.dataset.path === pressed) return false;
  const inner = { group: ":scope > .sheet-grid", rows: ":scope > .rows-row > .rows-cells" }[before.dataset.kind];
  if (inner) {
    const [mine, theirs] = [before.querySelectorAll(inner), fresh.querySelectorAll(inner)];
    if (mine.length !== theirs.length) return false;
    mine.forEach((one, n) => merge(one, theirs[n], pressed));
    return true;
  }
  const active = document.activeElement;
  return before.contains(active) && active.type !== "file" && !active.matches("button");
}
