// Bringing what is shown in step with what the server draws, without touching what has not changed.

export const $ = (selector, within = document) => within.querySelector(selector);
export const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

// An element with the same id and the same data-v stays untouched; without data-v its children are looked at.

const OURS = new Set(["offline", "said"]);

export function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

export function sync(old, fresh) {
  if (OURS.has(old.id)) return;
  attributes(old, fresh);
  const kept = new Map([...old.children].filter((child) => child.id).map((child) => [child.id, child]));
  let place = old.firstElementChild;
  for (const child of [...fresh.children]) {
    const known = kept.get(child.id);
    let shown = known;
    if (!known) {
      shown = child;
      old.insertBefore(child, place);
    } else if (known.dataset.v === undefined && child.dataset.v === undefined) {
      sync(known, child);
    } else if (known.dataset.v !== child.dataset.v) {
      const focus = focusKey(known);
      if (known.open && known.matches("dialog")) {
        keepTyped(known, child);
        known.close(); // gives the focus back to where it was before the dialog, and the new one takes it from there
      }
      known.replaceWith(child);
      if (child.matches("dialog")) child.showModal();
      shown = child;
      if (place === known) place = child;
      if (focus) $(focus, child)?.focus();
    }
    kept.delete(child.id);
    if (shown === place) place = place.nextElementSibling;
    else old.insertBefore(shown, place);
  }
  for (const gone of kept.values()) {
    if (gone.open && gone.matches("dialog")) gone.close();
    gone.remove();
  }
}

// What somebody is typing outlives a change of the dialog, for inputs that are still the same, as in Slack.
function keepTyped(old, fresh) {
  if (old.id !== fresh.id) return;
  for (const field of $$("[data-field]", old)) {
    const same = $(`[data-field="${CSS.escape(field.dataset.field)}"]`, fresh);
    const inputs = same ? $$("[data-value]", same) : [];
    for (const [place, input] of $$("[data-value]", field).entries()) {
      const now = inputs[place];
      if (!now || now.type !== input.type || now.value === undefined) continue;
      if (input.options) [...now.options].forEach((each) => (each.selected = [...input.selectedOptions].some((one) => one.value === each.value)));
      else if (["checkbox", "radio"].includes(input.type)) now.checked = input.checked;
      else now.value = input.value;
    }
  }
}

function focusKey(element) {
  const active = document.activeElement;
  if (!active || !element.contains(active)) return null;
  for (const name of ["data-press", "data-shortcut", "href", "data-ask"]) {
    if (!active.hasAttribute(name)) continue;
    const choice = active.dataset.choice ? `[data-choice="${CSS.escape(active.dataset.choice)}"]` : "";
    return `[${name}="${CSS.escape(active.getAttribute(name))}"]${choice}`;
  }
  const field = active.closest("[data-field]");
  if (field) {
    const value = active.type === "radio" || active.type === "checkbox" ? `[value="${CSS.escape(active.value)}"]` : "";
    return `[data-field="${CSS.escape(field.dataset.field)}"] [data-value]${value}`;
  }
  return active.matches("summary") ? "summary" : null;
}
