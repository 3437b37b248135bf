// The composers: Enter sends, drafts outlive a reload, and names and commands are completed.

const all = JSON.parse(document.body.dataset.completions);
const key = (form) => `draft-${document.body.dataset.as}-${form.id}`;

// `posted` is told of a message that opens a thread.
export function equipComposers(act, say, posted) {
  for (const form of document.querySelectorAll(".composer:not([data-equipped])")) {
    form.dataset.equipped = "1";
    equip(form, act, say, posted);
  }
}

function equip(form, act, say, posted) {
  const field = form.querySelector("textarea");
  const list = form.querySelector("[role=listbox]");
  let chosen = -1;
  field.value = sessionStorage.getItem(key(form)) ?? "";

  const options = () => [...list.children];

  function close() {
    list.hidden = true;
    list.replaceChildren();
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
  }

  function complete() {
    const before = field.value.slice(0, field.selectionStart);
    const [, sign, part] = before.match(/(?:^|\s)(@)([\w.-]*)$/) ?? before.match(/^(\/)([\w-]*)$/) ?? [];
    const found = sign
      ? all.filter((each) => each.insert.startsWith(sign) && (each.insert.slice(1) + " " + each.name).toLowerCase().includes(part.toLowerCase()))
      : [];
    close();
    for (const [place, each] of found.slice(0, 8).entries()) {
      const option = document.createElement("div");
      option.id = `${list.id}-${place}`;
      option.role = "option";
      option.ariaSelected = "false";
      option.dataset.insert = each.insert;
      const strong = document.createElement("strong");
      strong.textContent = each.insert;
      option.append(strong, ` ${each.name}`);
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        take(option);
      });
      list.append(option);
    }
    if (!found.length) return;
    list.hidden = false;
    point(0);
  }

  function point(place) {
    const shown = options();
    chosen = (place + shown.length) % shown.length;
    shown.forEach((option, at) => (option.ariaSelected = String(at === chosen)));
    field.setAttribute("aria-activedescendant", shown[chosen].id);
    shown[chosen].scrollIntoView({ block: "nearest" });
  }

  function take(option) {
    const before = field.value.slice(0, field.selectionStart).replace(/[@/][\w.-]*$/, `${option.dataset.insert} `);
    field.value = before + field.value.slice(field.selectionStart).trimStart();
    field.setSelectionRange(before.length, before.length);
    close();
    keep();
  }

  const keep = () => sessionStorage.setItem(key(form), field.value);

  async function send() {
    const text = field.value.trim();
    if (!text || form.getAttribute("aria-busy")) return;
    const thread = form.dataset.thread || null;
    const channel = form.dataset.channel;
    say("");
    if (text.startsWith("/") && thread) return say("Slash commands do not work in threads, here as in Slack.");
    form.setAttribute("aria-busy", "true");
    field.value = "";
    keep();
    const came = await act(text.startsWith("/") ? { act: "command", channel, text } : { act: "post", channel, thread, text });
    form.removeAttribute("aria-busy");
    if (came.ok === false && !field.value) field.value = text;
    keep();
    if (came.ts && !thread) posted(came.ts);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  field.addEventListener("input", () => {
    keep();
    complete();
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!list.hidden && step) {
      event.preventDefault();
      point(chosen + step);
    } else if (!list.hidden && (event.key === "Tab" || (event.key === "Enter" && !exact()))) {
      event.preventDefault();
      take(options()[chosen]);
    } else if (!list.hidden && event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      close();
      send();
    }
  });

  // What was typed out in full is sent by Enter; only the unfinished is completed by it.
  const exact = () => field.value.trim().endsWith(options()[chosen].dataset.insert);
}
