// The choice of documents: the list narrows while a name is typed, Escape closes it, and the focus
// goes back to the button that opened it.
(() => {
  const opener = () => document.getElementById("scope-open");
  const panel = () => document.querySelector("#scope-panel .choice");

  document.addEventListener("input", (event) => {
    if (!event.target.matches?.("#scope-panel .find")) return;
    const wanted = event.target.value.trim().toLowerCase();
    for (const label of event.target.closest("fieldset").querySelectorAll("label")) {
      label.hidden = !label.textContent.toLowerCase().includes(wanted);
    }
  });

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !event.target.closest?.("#scope-panel")) return;
      event.stopPropagation(); // elsewhere it stops an answer
      panel()?.querySelector("[data-done]").click();
    },
    true,
  );

  function tell() {
    const open = panel() !== null;
    const button = opener();
    if (!button || button.getAttribute("aria-expanded") === String(open)) return;
    const opened = open && button.getAttribute("aria-expanded") === "false";
    button.setAttribute("aria-expanded", open);
    button.setAttribute("aria-controls", "scope-panel");
    if (opened) panel().querySelector("input")?.focus();
    else if (!open && document.activeElement === document.body) button.focus();
  }

  // A chip that was taken away takes the focus with it.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#scope-chips button")) opener()?.focus();
  });

  new MutationObserver(tell).observe(document, { childList: true, subtree: true });
})();
