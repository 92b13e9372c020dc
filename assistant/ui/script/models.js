// The models: the way there from the question box, and the focus that stays on a button when what
// stands around it is drawn anew.
(() => {
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".to-models")) document.getElementById("models-button")?.click();
  });

  let pressed = null; // what the last button did, and with which model
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#models-view [data-act]");
    pressed = button ? { act: button.dataset.act, model: button.dataset.model } : null;
  });

  function keepFocus(view) {
    new MutationObserver(() => {
      if (!pressed || document.activeElement !== document.body) return;
      const buttons = [...view.querySelectorAll("[data-act]")];
      const same = buttons.find(
        ({ dataset }) => dataset.act === pressed.act && dataset.model === pressed.model,
      );
      const beside = view.querySelector("#models-going [data-act]");
      (same ?? beside ?? view.querySelector("[data-act='look']"))?.focus({ preventScroll: true });
    }).observe(view, { childList: true, subtree: true });
  }

  const waiting = new MutationObserver(() => {
    const view = document.getElementById("models-view");
    if (!view) return;
    waiting.disconnect();
    keepFocus(view);
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });
})();
