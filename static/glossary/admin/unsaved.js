// Asks before leaving a form with unsaved changes, and does not send it into a login page.
const words = document.getElementById("unsaved-words")?.dataset;
const form = words && document.querySelector("#content-main form[method=post]");
if (form) {
  // A form that came back with questions holds what is not saved yet.
  let dirty = Boolean(document.querySelector(".errornote"));
  for (const name of ["input", "change"])
    form.addEventListener(name, () => {
      dirty = true;
    });

  let mayGo = false,
    asking = false;
  addEventListener("pageshow", () => {
    mayGo = false;
  });

  // Logging in elsewhere renews the token; this page holds the old one.
  function renewToken() {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token;
  }

  // Beside the button just pressed, which stays in sight: the form's top and end may be far away.
  function tell(sentence) {
    form.querySelector(".not-sent")?.remove();
    const note = Object.assign(document.createElement("p"), { className: "errornote not-sent" });
    note.setAttribute("role", "alert");
    const link = Object.assign(document.createElement("a"), {
      href: words.login,
      target: "_blank",
      textContent: words.loginLabel,
    });
    note.append(`${sentence} `, link);
    [...form.querySelectorAll(".submit-row")].at(-1).prepend(note);
    note.scrollIntoView({ block: "nearest" });
  }

  form.addEventListener("submit", async (event) => {
    if (mayGo) {
      dirty = false;
      return;
    }
    event.preventDefault();
    if (asking) return;
    asking = true;
    const answer = await fetch(words.door).catch(() => null);
    const refusal = answer?.status === 403 ? await answer.text() : "";
    asking = false;
    if (refusal) {
      tell(refusal);
      return;
    }
    renewToken();
    mayGo = true;
    form.requestSubmit(event.submitter);
  });
  addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
}
