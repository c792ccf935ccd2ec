/* Forms that a passkey fills in: data-passkey="get" signs in or confirms, "create" makes a new one.
   What the browser is asked stands in the JSON element named by data-options, or is fetched from
   data-ask. The forms are hidden until here it is known that the browser can do it. */
"use strict";
{
  const IS_ADDRESS = /^[\d.]+$|^\[/;
  const able =
    window.isSecureContext &&
    window.webauthnJSON?.supported() &&
    !IS_ADDRESS.test(location.hostname);

  const options = async (form) => {
    if (!form.dataset.ask) return JSON.parse(document.getElementById(form.dataset.options).textContent);
    const answer = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };

  const credential = async (form) => {
    const { request_options, creation_options } = await options(form);
    if (form.dataset.passkey === "get") return window.webauthnJSON.get(request_options);
    // A key that opens without a password: it stays in the device, which checks its owner.
    Object.assign(creation_options.publicKey.authenticatorSelection, {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    });
    return window.webauthnJSON.create(creation_options);
  };

  const fillIn = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const button = form.querySelector("[type=submit]");
    const problem = form.querySelector("[data-passkey-problem]");
    problem.hidden = true;
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(await credential(form));
      form.submit();
    } catch {
      problem.hidden = false;
      button.disabled = false;
      button.focus();
    }
  };

  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.addEventListener("submit", fillIn);
    if (able) form.hidden = false;
  }
  if (able) document.querySelector("[data-passkey-missing]")?.remove();
}
