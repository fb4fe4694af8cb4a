// The search box as a combobox with a list of entries (WAI-ARIA 1.2), and "/", which leads to it.
const WAIT = 200;
const DENSE = /[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u;
const words = document.getElementById("search-words").dataset;

// Shortcuts of others, and the keys an input method takes; Safari gives its last one as 229.
const isOther = (event) =>
  event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.keyCode === 229;

function element(name, properties, ...content) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content);
  return made;
}

// What to emphasise: the query, or where its words begin words; whatever the case and the marks.
function pattern(query) {
  const sought = [query, ...query.split(/[^\p{L}\p{M}\p{N}]+/u)]
    .filter(Boolean)
    .map((word) =>
      [...word.normalize("NFKD").replace(/\p{M}/gu, "")]
        .map((letter) => letter.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&"))
        .join("\\p{M}*"),
    );
  // The last range ends a Korean syllable.
  return new RegExp(
    `${DENSE.test(query) ? "" : "(?<![\\p{L}\\p{M}\\p{N}])"}((?:${sought.join("|")})[\\p{M}\u11a8-\u11ff]*)`,
    "giu",
  );
}

function row(result, query) {
  const sought = pattern(query);
  const pieces = (text) =>
    text
      .normalize("NFD")
      .split(sought)
      .map((piece, place) => (place % 2 ? element("mark", {}, piece.normalize()) : piece.normalize()));
  const made = element("li", { role: "option" }, element("b", {}, ...pieces(result.name)));
  made.dataset.url = result.url;
  if (result.matched_name)
    made.append(
      " ",
      element(
        "span",
        { className: "also" },
        `${words.also} `,
        element("em", {}, ...pieces(result.matched_name)),
      ),
    );
  if (result.snippet) made.append(" ", element("small", {}, ...pieces(result.snippet)));
  return made;
}

function start(form) {
  const input = form.elements.q;
  const list = element("ul", {
    className: "suggestions",
    id: "suggestions",
    role: "listbox",
    ariaLabel: words.list,
    hidden: true,
  });
  const status = element("p", { className: "visually-hidden", role: "status" });
  const known = new Map();
  let timer,
    request,
    active = -1;

  // A field of type search may not be a combobox.
  Object.assign(input, {
    type: "text",
    inputMode: "search",
    enterKeyHint: "search",
    role: "combobox",
    ariaAutoComplete: "list",
    ariaExpanded: "false",
    ariaKeyShortcuts: "/",
  });
  input.setAttribute("aria-controls", list.id);
  input.after(element("kbd", { ariaHidden: "true" }, "/"));
  form.append(list, status);

  function mark(index) {
    active = index;
    [...list.children].forEach((option, place) => {
      option.ariaSelected = place === index;
    });
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  }

  // What is on its way comes too late.
  function forget() {
    clearTimeout(timer);
    request?.abort();
  }

  function open(rows, said) {
    mark(-1);
    list.hidden = !rows.length;
    status.textContent = said;
    input.ariaExpanded = !list.hidden;
  }

  function close() {
    forget();
    open([], "");
  }

  function show(query, results) {
    const none = { name: words.none, snippet: words.all.replace("{query}", () => query), url: "" };
    const rows = (results.length ? results : [none]).map((result) => row(result, query));
    rows.forEach((option, place) => {
      option.id = `suggestion-${place}`;
    });
    list.replaceChildren(...rows);
    open(rows, results.length ? words.count.replace("{count}", results.length) : rows[0].textContent);
    list.scrollTop = 0;
  }

  async function ask() {
    forget();
    const query = input.value.trim();
    if ([...query].length < (DENSE.test(query) ? 1 : 2)) return close();
    if (!known.has(query)) {
      const { signal } = (request = new AbortController());
      const address = `${words.address}?${new URLSearchParams({ q: query })}`;
      const answer = await fetch(address, { signal })
        .then((found) => found.json())
        .catch(() => ({}));
      if (signal.aborted) return;
      if (!answer.results) return close();
      known.set(query, answer.results);
    }
    show(query, known.get(query));
  }

  function choose({ dataset: { url } }) {
    close();
    if (url) location.assign(url);
    else form.requestSubmit();
  }

  function typed(event) {
    if (event.isComposing) return;
    forget();
    mark(-1);
    timer = setTimeout(ask, WAIT);
  }

  function pressed(event) {
    if (isOther(event) || event.shiftKey) return;
    const last = list.children.length - 1;
    const steps = { ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last };
    if (active >= 0) Object.assign(steps, { Home: 0, End: last });
    if (event.key === "Escape") {
      if (list.hidden && !input.value) return;
      if (list.hidden) input.value = "";
      close();
    } else if (list.hidden) {
      if (event.key !== "ArrowDown") return;
      ask();
    } else if (event.key in steps) mark(steps[event.key]);
    else if (event.key === "Enter" && active >= 0) choose(list.children[active]);
    else return;
    event.preventDefault();
  }

  const acts = { input: typed, compositionend: typed, keydown: pressed, blur: close };
  for (const [name, act] of Object.entries(acts)) input.addEventListener(name, act);
  form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => target === list || choose(target.closest("li")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || isOther(event) || document.documentElement.hasAttribute("data-no-slash")) return;
    if (event.target.isContentEditable || event.target.closest("input, textarea, select")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

document.querySelectorAll(`form[action="${words.search}"]`).forEach(start);
