// Asks before leaving a form with unsaved changes, and does not send it into a login page.
const words = document.getElementById("unsaved-words")?.dataset;
const form = words && document.querySelector("#content-main form[method=post]");
if (form) {
  // A form with errors holds input that is not saved.
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

  // Logging in in another tab renews the token; this page has the old one.
  function renewToken() {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (token) form.querySelector("[name=csrfmiddlewaretoken]").value = token;
  }

  // Next to the button just pressed: the top and the end of the form may be out of sight.
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
    const answer = await fetch(words.session).catch(() => null);
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
