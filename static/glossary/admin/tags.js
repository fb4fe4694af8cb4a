// Suggestions while typing a tag among commas: the combobox pattern of the ARIA Authoring Practices.
let count = 0;

function start(input) {
  const id = `tag-suggestions-${++count}`;
  const address = input.closest("[data-tags]").dataset.tags;
  const list = document.createElement("ul");
  Object.assign(list, { id, role: "listbox", hidden: true, className: "tag-suggestions" });
  list.setAttribute("aria-label", input.labels[0]?.textContent.replace(/:\s*$/, "").trim() ?? "");
  const anchor = document.createElement("span");
  anchor.className = "tag-anchor";
  // Not within the label: the suggestions are no part of the field's name.
  const host = input.closest("label") ?? input;
  host.replaceWith(anchor);
  anchor.append(host, list);
  for (const [key, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-controls", id],
    ["aria-expanded", "false"],
  ])
    input.setAttribute(key, value);

  let timer = null,
    latest = 0,
    active = -1;
  const options = () => [...list.children];

  // The tag around the caret, by the commas beside it.
  function current() {
    const from = input.value.lastIndexOf(",", input.selectionStart - 1) + 1;
    const end = input.value.indexOf(",", input.selectionStart);
    return { from, to: end < 0 ? input.value.length : end };
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    active = index;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options()[index].id);
      options()[index].scrollIntoView({ block: "nearest" });
    }
  }

  function take(name) {
    const { from, to } = current();
    const quoted = name.includes(",") ? `"${name}"` : name;
    const before = input.value.slice(0, from) + (from ? " " : "") + quoted;
    const after = input.value.slice(to);
    input.value = before + (after || ", ");
    const caret = before.length + (after ? 0 : 2);
    input.setSelectionRange(caret, caret);
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
    input.focus();
  }

  function offer(names) {
    list.replaceChildren(
      ...names.map((name, place) => {
        const option = document.createElement("li");
        Object.assign(option, { id: `${id}-${place}`, role: "option", textContent: name });
        option.setAttribute("aria-selected", "false");
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(name);
        });
        return option;
      }),
    );
    active = -1;
    list.hidden = !names.length;
    if (names.length) list.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-expanded", String(Boolean(names.length)));
    input.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    const number = ++latest;
    const { from, to } = current();
    const query = input.value.slice(from, to).trim();
    if (!query) return close();
    const answer = await fetch(`${address}?q=${encodeURIComponent(query)}`).catch(() => null);
    if (!answer?.ok || number !== latest || document.activeElement !== input) return;
    const present = input.value.split(",").map((tag) => tag.trim());
    offer((await answer.json()).tags.filter((name) => !present.includes(name)));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  input.addEventListener("blur", () => {
    latest++;
    close();
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) {
      if (event.key === "ArrowDown") {
        event.preventDefault();
        ask();
      }
      return;
    }
    const last = options().length - 1;
    if (event.key === "ArrowDown") mark(active < last ? active + 1 : 0);
    else if (event.key === "ArrowUp") mark(active > 0 ? active - 1 : last);
    else if (event.key === "Enter" && active >= 0) take(options()[active].textContent);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}

document.querySelectorAll("input[data-tags], [data-tags] input[name=tag]").forEach(start);
