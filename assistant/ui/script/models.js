// The models: the way there from the question box, and the focus that stays on a button when what
// stands around it is drawn anew.
(() => {
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".to-models")) document.getElementById("models-button")?.click();
  });

  // Who asked for other models chooses among them next.
  let asks = false;
  document.addEventListener("click", (event) => {
    asks = Boolean(event.target.closest?.("[data-do='another']"));
  });
  function goToChoice() {
    if (!asks) return;
    const first = document.querySelector("#hint .choosing button");
    if (first) asks = false;
    first?.focus({ preventScroll: true });
  }

  let held = ""; // the button that the reader went to
  let standIn = ""; // the one that has the focus while that one is not there; empty: none
  // By what it does and with which model: Gradio makes the same element into another button.
  function nameOf(element) {
    const button = element?.closest?.("#models-view [data-act]");
    return button ? `${button.dataset.act} ${button.dataset.model}` : "";
  }
  function hold({ target }) {
    held = nameOf(target);
    standIn = "";
  }
  document.addEventListener("focusin", (event) => {
    if (!standIn || nameOf(event.target) !== standIn) hold(event);
  });
  // A press beside any button takes the focus away without giving it to anything, and one on the
  // button that stands in makes it the reader's own.
  document.addEventListener("pointerdown", hold);
  document.addEventListener("click", hold);

  function keepFocus(view) {
    new MutationObserver(() => {
      const focused = nameOf(document.activeElement);
      const isElsewhere = !focused && document.activeElement !== document.body;
      if (!held || isElsewhere || focused === held) return;
      const buttons = [...view.querySelectorAll("[data-act]")];
      const same = buttons.find((button) => nameOf(button) === held);
      if (!same && focused && focused === standIn) return;
      const instead =
        view.querySelector("#models-going [data-act]") ??
        buttons.find(({ dataset }) => held.endsWith(` ${dataset.model}`)) ??
        view.querySelector("[data-act='look']");
      standIn = same ? "" : nameOf(instead);
      (same ?? instead)?.focus({ preventScroll: true });
    }).observe(view, {
      attributeFilter: ["data-act", "data-model"],
      childList: true,
      subtree: true,
    });
  }

  const waiting = new MutationObserver(() => {
    const view = document.getElementById("models-view");
    const hint = document.getElementById("hint");
    if (!view || !hint) return;
    waiting.disconnect();
    keepFocus(view);
    new MutationObserver(goToChoice).observe(hint, { childList: true, subtree: true });
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });
})();
