// A live preview beside each Markdown field, and pictures by paste or drop. Listens to no key:
// Tab moves the focus here as everywhere.
const LATENCY = 400;
const READING_TIME = 6000;

// The cookie's token is the one in force, should the editor have logged in again elsewhere.
function tokenOf(area) {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  return cookie ?? area.form.querySelector("[name=csrfmiddlewaretoken]").value;
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// The frame's document is ours, its scripts are off, its styles are the reader's.
function frameFor(area, words) {
  const frame = element("iframe", {
    sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    title: words.of,
  });
  const sheets = JSON.parse(area.dataset.styles);
  const font = element("link", {
    rel: "preload",
    as: "font",
    type: "font/woff2",
    crossorigin: "",
    href: area.dataset.font,
  });
  const links = [font, ...sheets.map((href) => element("link", { rel: "stylesheet", href }))].map(
    (link) => link.outerHTML,
  );
  frame.srcdoc = `<!doctype html><html lang="${document.documentElement.lang}">
    <head><base target="_blank">${links.join("")}</head>
    <body class="preview-of-${area.dataset.look}"></body></html>`;
  return frame;
}

function start(area) {
  if (area.dataset.started || area.name.includes("__prefix__")) return;
  area.dataset.started = "yes";
  const words = JSON.parse(area.dataset.words);
  const host = area.closest(".markdownx");
  const pane = host.querySelector(".markdownx-preview");
  const status = element("p", { class: "markdown-status", role: "status" });
  const frame = frameFor(area, words);
  pane.append(element("p", { class: "markdown-heading" }, words.preview), frame);
  const panes = element("div", { class: "markdownx-panes" }, element("div", {}, area, status), pane);
  host.replaceChildren(panes);
  host.classList.add("is-live", `looks-${area.dataset.look}`);

  let html = null,
    timer = null,
    request = null,
    passing = null;

  function fit() {
    const body = frame.contentDocument.body;
    if (body) frame.style.height = `${Math.ceil(body.getBoundingClientRect().height)}px`;
  }

  function show() {
    const body = frame.contentDocument?.body;
    if (!body || html === null) return;
    body.innerHTML = html;
    pane.classList.toggle("is-empty", !html.trim());
    fit();
  }

  function paint() {
    const root = frame.contentDocument?.documentElement;
    if (root) root.style.colorScheme = getComputedStyle(frame).colorScheme;
  }
  new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

  frame.addEventListener("load", () => {
    paint();
    new ResizeObserver(fit).observe(frame.contentDocument.body);
    show();
  });

  async function refresh() {
    request?.abort();
    request = new AbortController();
    const form = new FormData();
    form.append("csrfmiddlewaretoken", tokenOf(area));
    form.append("look", area.dataset.look);
    form.append("content", area.value);
    const title = area.closest(".inline-related")?.querySelector("[name$='-title']");
    if (title) form.append("title", title.value);
    try {
      const answer = await fetch(area.dataset.preview, {
        method: "POST",
        body: form,
        signal: request.signal,
      });
      const text = await answer.text();
      if (answer.ok) {
        html = text;
        show();
        say("");
      } else say(answer.headers.get("Content-Type").startsWith("text/plain") ? text : words.failed);
    } catch (error) {
      if (error.name !== "AbortError") say(words.failed);
    }
  }

  function say(text) {
    clearTimeout(passing);
    passing = null;
    if (status.textContent !== text) status.textContent = text;
  }

  // Good news goes by itself, or when one types on. What went wrong stays until the next answer.
  function mention(text) {
    say(text);
    passing = setTimeout(() => say(""), READING_TIME);
  }

  function later() {
    if (passing) say("");
    clearTimeout(timer);
    timer = setTimeout(refresh, LATENCY);
  }

  area.addEventListener("input", later);
  area.closest(".inline-related")?.addEventListener("input", later);
  if (area.value) refresh();
  else {
    html = "";
    pane.classList.add("is-empty");
  }

  // In block Markdown a picture is a paragraph: blank lines part it from the text on either side.
  function insert(pictures) {
    const { value, selectionStart: from, selectionEnd: to } = area;
    const before = value.slice(0, from),
      after = value.slice(to);
    const isBlock = ["prose", "page"].includes(area.dataset.look);
    const missing = (text, there) => (isBlock && text.trim() ? "\n".repeat(2 - there.length) : "");
    const lead = missing(before, before.match(/\n{0,2}$/)[0]);
    const tail = missing(after, after.match(/^\n{0,2}/)[0]);
    area.setRangeText(lead + pictures.join(isBlock ? "\n\n" : " ") + tail, from, to, "end");
    // Between the brackets: where the picture is described for those who cannot see it.
    const within = from + lead.length + 2;
    area.focus();
    area.setSelectionRange(within, within);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Answers the picture's Markdown, or throws the sentence that says why there is none.
  async function send(file) {
    const form = new FormData();
    form.append("csrfmiddlewaretoken", tokenOf(area));
    form.append("image", file);
    const answer = await fetch(area.dataset.upload, { method: "POST", body: form }).catch(() => {
      throw words.unsent;
    });
    const json = answer.headers.get("Content-Type").startsWith("application/json");
    const told = json
      ? await answer.json()
      : { error: answer.status === 403 ? await answer.text() : words.unsent };
    if (!answer.ok) throw told.error;
    return told.image_code;
  }

  async function sendAll(files) {
    say(words.uploading);
    status.scrollIntoView({ block: "nearest" });
    const sent = [],
      rejected = [];
    for (const file of files)
      await send(file).then(
        (code) => sent.push(code),
        (why) => rejected.push(why),
      );
    if (sent.length) {
      insert(sent);
      clearTimeout(timer);
      await refresh();
    }
    if (rejected.length) say([...new Set(rejected)].join(" "));
    else mention(words.uploaded);
    status.scrollIntoView({ block: "nearest" });
  }

  if (!area.dataset.upload) return;
  const pictures = (list) => [...(list ?? [])].filter((file) => file.type.startsWith("image/"));
  const take = (event, list) => {
    const files = pictures(list);
    if (!files.length) return;
    event.preventDefault();
    sendAll(files);
  };
  area.addEventListener("paste", (event) => take(event, event.clipboardData?.files));
  area.addEventListener("drop", (event) => take(event, event.dataTransfer?.files));
  area.addEventListener("dragover", (event) => {
    if ([...event.dataTransfer.items].some((item) => item.kind === "file")) event.preventDefault();
  });
}

const startAll = (root) => root.querySelectorAll("textarea[data-preview]").forEach(start);
startAll(document);
document.addEventListener("formset:added", (event) => startAll(event.target));
