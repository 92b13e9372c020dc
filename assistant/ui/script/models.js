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

  let held = null; // what the button that has the focus does, and with which model
  function hold(target) {
    const button = target.closest?.("#models-view [data-act]");
    held = button ? { act: button.dataset.act, model: button.dataset.model } : null;
  }
  document.addEventListener("focusin", (event) => hold(event.target));
  // A press beside any button takes the focus away without giving it to anything.
  document.addEventListener("pointerdown", (event) => hold(event.target));

  function keepFocus(view) {
    new MutationObserver(() => {
      if (!held || document.activeElement !== document.body) return;
      const buttons = [...view.querySelectorAll("[data-act]")];
      const same = buttons.find(
        ({ dataset }) => dataset.act === held.act && dataset.model === held.model,
      );
      const beside = view.querySelector("#models-going [data-act]");
      (same ?? beside ?? view.querySelector("[data-act='look']"))?.focus({ preventScroll: true });
    }).observe(view, { childList: true, subtree: true });
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
