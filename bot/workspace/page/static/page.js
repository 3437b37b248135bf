// The page is drawn by the server. Here: fetch it anew when something happened, and pass on what people do.
import { equipComposers } from "./composer.js";
import { placeOf } from "./links.js";
import { $, $$, attributes, sync } from "./sync.js";

const body = document.body;

// Null when the workspace has stopped or the browser is leaving; the event stream tells when to try again.
async function read(address) {
  try {
    const answer = await fetch(address);
    return answer.ok || address.includes("/page/entry/") ? await answer.text() : null;
  } catch {
    return null;
  }
}

let wanted = 0;
let awaited = null;
async function refresh() {
  const turn = ++wanted;
  const text = await read(location.href);
  if (turn !== wanted || text === null) return;
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const before = view();
  const ends = new Map(["log", "thread-log"].map((id) => [id, endOf($(`#${id}`))]));
  document.title = fresh.title;
  attributes(body, fresh.body);
  for (const part of ["top", "notices", "panes", "modals"]) sync($(`#${part}`), $(`#${part}`, fresh));
  const after = view();
  for (const [id, place] of [["log", "main"], ["thread-log", "thread"]]) {
    const log = $(`#${id}`);
    const { there, last } = ends.get(id);
    if (before[place] !== after[place]) {
      const isUnread = place === "thread" && unread === after.thread;
      if (isUnread) unread = null;
      (isUnread ? toStart : toEnd)(log);
    } else if (there && last !== endOf(log).last && !log.querySelector(".menu[open]")) toEnd(log);
  }
  settled(before.main !== after.main);
  const reached = awaited && $(awaited);
  if (reached) {
    awaited = null;
    reached.focus();
  }
}

const view = () => ({
  main: [body.dataset.as, body.dataset.channel, body.dataset.tab].join(),
  thread: [body.dataset.as, body.dataset.thread].join(),
});
// A log keeps to its end until somebody scrolls; of a last message that is too tall the beginning is shown. It moves
// only when something new stands at its end, so that nobody's line or menu is pulled away by what happens elsewhere.
const placed = new WeakMap();
let unread = null;
function endOf(log) {
  const last = log?.querySelector(".message:last-of-type");
  return { there: atEnd(log), last: last && last.id + last.dataset.v };
}
function toStart(log) {
  if (!log) return;
  log.scrollTop = 0;
  placed.delete(log);
}
const atEnd = (log) =>
  !log || log.scrollTop === placed.get(log) || log.scrollHeight - log.scrollTop - log.clientHeight < 60;
function toEnd(log) {
  if (!log) return;
  const last = log.querySelector(".message:last-of-type");
  const tall = last && last.offsetHeight > log.clientHeight;
  if (log.classList.contains("home")) log.scrollTop = 0;
  else log.scrollTop = tall ? last.offsetTop - log.offsetTop - 16 : log.scrollHeight;
  placed.set(log, log.scrollTop);
}

// A place where somebody else wrote since it was last looked at is marked; what was there at first counts as seen.
function markUnread() {
  const looking = body.dataset.tab === "home" ? "" : body.dataset.channel;
  for (const link of $$("[data-newest]")) {
    const [channel, newest] = link.dataset.newest.split(" ");
    const key = `seen-${body.dataset.as}-${channel}`;
    if (channel === looking || sessionStorage.getItem(key) === null) sessionStorage.setItem(key, newest);
    link.classList.toggle("unread", newest > sessionStorage.getItem(key));
  }
}

function settled(moved) {
  markUnread();
  const dialog = $("#modals dialog");
  if (dialog && !dialog.open) dialog.showModal();
  equipComposers(act, say, (ts) => inMessages() && follow(ts));
  const rows = $$("#traffic details[open]:not([data-filled])");
  rows.forEach(fill);
  if (moved && isDirect()) {
    act({ act: "open", tab: body.dataset.tab === "home" ? "home" : "messages" });
  }
}

async function go(href) {
  history.pushState(null, "", href);
  await refresh();
}
addEventListener("popstate", refresh);

// What is asked in the app's direct message is answered in its thread: be there when the answer comes.
const isDirect = () => Boolean($("#side .dot")?.closest("a").getAttribute("aria-current"));
const inMessages = () => isDirect() && body.dataset.tab !== "home";
async function follow(ts) {
  const place = new URL(location.href);
  place.searchParams.set("t", ts);
  // A later refresh may overtake this one: whichever draws the composer leads there.
  awaited = `#reply-${CSS.escape(ts)} textarea`;
  await go(place.href);
}

// Doing.

async function act(what) {
  let came;
  try {
    const answer = await fetch("/page/act", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: body.dataset.as, ...what }),
    });
    came = answer.ok ? await answer.json() : { ok: false, error: await answer.text() };
  } catch {
    came = { ok: false, error: "The workspace did not take this; it may have stopped." };
  }
  if (came.error) say(came.error);
  return came;
}

let silence;
function say(words) {
  const place = $("#said");
  place.textContent = words;
  place.hidden = !words;
  clearTimeout(silence);
  silence = setTimeout(() => (place.hidden = true), 8000);
}

async function confirmed(element) {
  if (!element.dataset.confirm) return true;
  const asked = JSON.parse(element.dataset.confirm);
  const dialog = document.createElement("dialog");
  dialog.className = "modal small";
  const form = document.createElement("form");
  form.method = "dialog";
  const title = document.createElement("h2");
  title.textContent = asked.title?.text ?? "Are you sure?";
  const words = document.createElement("p");
  words.textContent = asked.text.text;
  const buttons = document.createElement("footer");
  for (const [value, label] of [["", asked.deny?.text ?? "Cancel"], ["yes", asked.confirm?.text ?? "Yes"]]) {
    const button = document.createElement("button");
    button.className = "button" + (value ? " primary" : "");
    button.value = value;
    button.textContent = label;
    buttons.append(button);
  }
  form.append(title, words, buttons);
  dialog.append(form);
  body.append(dialog);
  dialog.showModal();
  await new Promise((done) => dialog.addEventListener("close", done));
  dialog.remove();
  return dialog.returnValue === "yes";
}

async function press(element, choice) {
  if (element.getAttribute("aria-busy") || !(await confirmed(element))) return;
  element.setAttribute("aria-busy", "true");
  const dialog = element.closest("dialog[data-view]");
  const filled = dialog ? filledIn(dialog) : {};
  await act({ act: "press", on: element.dataset.on, what: element.dataset.press, choice, filled });
  element.removeAttribute("aria-busy");
}

function valueOf(holder) {
  const fields = $$("[data-value]", holder);
  const boxes = fields.filter((field) => field.type === "checkbox");
  if (boxes.length) return boxes.filter((box) => box.checked).map((box) => box.value);
  const rounds = fields.filter((field) => field.type === "radio");
  if (rounds.length) return rounds.find((round) => round.checked)?.value ?? null;
  const [field] = fields;
  if (!field) return null;
  if (field.multiple) return [...field.selectedOptions].map((option) => option.value);
  return field.value || null;
}

function filledIn(dialog) {
  const values = {};
  for (const field of $$("[data-input]", dialog)) {
    const value = valueOf(field);
    if (value !== null) values[field.dataset.input] = value;
  }
  return values;
}

document.addEventListener("click", async (event) => {
  const at = event.target;
  for (const menu of $$("details.menu[open]")) {
    if (menu.contains(at) && !at.closest(".options")) continue;
    if (menu.contains(document.activeElement)) $("summary", menu).focus(); // or the focus would be lost with the option
    menu.open = false;
  }
  const link = at.closest("a[href]");
  const place = link && ("go" in link.dataset ? link.href : placeOf(link.href));
  if (place && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
    event.preventDefault();
    return go(place);
  }
  const pressed = at.closest("button[data-press], a[data-press]");
  if (pressed) return press(pressed, pressed.dataset.choice ?? null);
  const shortcut = at.closest("[data-shortcut]");
  if (shortcut) return act({ act: "shortcut", callback: shortcut.dataset.shortcut, on: shortcut.dataset.on ?? null });
  const deleted = at.closest("[data-delete]");
  if (deleted) return act({ act: "delete", on: deleted.dataset.on });
  const asked = at.closest("[data-ask]");
  if (asked) return ask(asked);
  if (at.closest("[data-close]")) return close(at.closest("dialog"));
  const copied = at.closest("[data-copy]");
  if (copied) return copy(copied, $(`#${copied.dataset.copy}`));
});

async function ask(button) {
  const came = await act({ act: "post", channel: body.dataset.channel, text: button.dataset.ask });
  if (came.ts && ("open" in button.dataset || inMessages())) await follow(came.ts);
}

async function copy(button, source) {
  const words = button.textContent;
  await navigator.clipboard.writeText(source.textContent);
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = words), 2000);
}

document.addEventListener("change", (event) => {
  const live = event.target.closest("[data-live]");
  if (live && !event.target.matches(TYPED)) press(live, valueOf(live));
});
// What is typed is told to the app by Enter, which then does not send the dialog: so it is in Slack.
const TYPED = "textarea, input:not([type=radio], [type=checkbox], [type=date], [type=time])";
document.addEventListener("keydown", (event) => {
  const live = event.key === "Enter" && event.target.matches(TYPED) && event.target.closest("[data-live]");
  if (!live) return;
  event.preventDefault();
  press(live, valueOf(live));
});

document.addEventListener("submit", async (event) => {
  const dialog = event.target.closest("dialog[data-view]");
  if (!dialog) return;
  event.preventDefault();
  const values = filledIn(dialog);
  const button = $("footer .primary", dialog);
  button.disabled = true;
  const came = await act({ act: "submit", view: dialog.dataset.view, values });
  button.disabled = false;
  $("[data-refused]", dialog).textContent = came.error ?? "";
});

async function close(dialog) {
  await act({ act: "close", view: dialog.dataset.view });
}
document.addEventListener("cancel", (event) => {
  if (!event.target.matches("dialog[data-view]")) return;
  event.preventDefault();
  close(event.target);
}, true);

// A menu is a disclosure: Escape closes it and gives the focus back, arrows walk through it.
document.addEventListener("keydown", (event) => {
  const menu = event.target.closest("details.menu[open]");
  if (!menu) return;
  const options = $$(".options a, .options button", menu);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const at = options.indexOf(document.activeElement);
    options[(at + step + options.length) % options.length]?.focus();
  } else if (event.key === "Escape") {
    event.preventDefault();
    menu.open = false;
    $("summary", menu).focus();
  }
});

// The inspector's rows are filled in when they are opened.

async function fill(row) {
  row.dataset.filled = "1";
  const payload = await read(`/page/entry/${row.dataset.entry}`);
  const shown = document.createElement("pre");
  shown.tabIndex = 0;
  shown.id = `payload-${row.dataset.entry}`;
  shown.textContent = payload ?? "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.dataset.copy = shown.id;
  button.textContent = "Copy";
  row.append(button, shown);
}
// An opened menu is moved to where it can be seen whole: its pane cuts off what stands out.
function bringIntoSight(menu) {
  const options = $(".options", menu);
  const pane = menu.closest("#log, #thread-log, .modal-body");
  const room = (pane ?? body).getBoundingClientRect().right - options.getBoundingClientRect().right - 8;
  if (room < 0) options.style.translate = `${room}px`;
  options.scrollIntoView({ block: "nearest" });
}
document.addEventListener("toggle", (event) => {
  const row = event.target;
  if (row.matches?.("details.menu[open]")) bringIntoSight(row);
  if (row.matches?.("#traffic details[open]:not([data-filled])")) fill(row);
}, true);

// Hearing: the workspace says that something happened, and many things at once are drawn once.

let soon;
function later() {
  clearTimeout(soon);
  soon = setTimeout(refresh, 40);
}
const events = new EventSource("/page/events");
events.addEventListener("open", () => {
  $("#offline").hidden = true;
  later();
});
events.addEventListener("error", () => ($("#offline").hidden = false));
events.addEventListener("change", later);
events.addEventListener("traffic", () => body.dataset.inspecting && later());

toEnd($("#log"));
toEnd($("#thread-log"));
settled(true);
if (!location.search && body.dataset.first && innerWidth > 900) {
  history.replaceState(null, "", `/?t=${body.dataset.first}`);
  unread = [body.dataset.as, body.dataset.first].join(); // a conversation nobody has read yet is read from its beginning
  await refresh();
}
document.documentElement.dataset.ready = "1";
