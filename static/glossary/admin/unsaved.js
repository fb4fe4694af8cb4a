// Asks before leaving a form with unsaved changes, and does not send it into a login page.
const form = document.querySelector("#content-main form[method=post]");
if (form) {
  // A form that came back with questions holds what is not saved yet.
  let dirty = Boolean(document.querySelector(".errornote"));
  for (const name of ["input", "change"]) form.addEventListener(name, () => { dirty = true; });

  const door = form.querySelector("[data-tags]")?.dataset.tags;
  let mayGo = !door;
  addEventListener("pageshow", () => { mayGo = !door; });

  // Logging in elsewhere renews the token; this page holds the old one.
  function renewToken() {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token;
  }

  function tell(sentence) {
    document.querySelector(".not-sent")?.remove();
    const note = Object.assign(document.createElement("p"), { className: "errornote not-sent", textContent: sentence });
    note.setAttribute("role", "alert");
    form.querySelector(".submit-row").before(note);
  }

  form.addEventListener("submit", async (event) => {
    if (mayGo) { dirty = false; return; }
    event.preventDefault();
    const answer = await fetch(door).catch(() => null);
    if (answer?.status === 403) { tell(await answer.text()); return; }
    renewToken();
    mayGo = true;
    form.requestSubmit(event.submitter);
  });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
}
