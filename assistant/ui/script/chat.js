// What the page does by itself: follow a citation to its card and back, keep the newest words in
// view, say which thumb is pressed, empty the box for a new conversation, and Escape for Stop.
// Everything else is an event that Gradio carries.
(() => {
  const labels = window.pageLabels; // from words.py
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const MARGIN_PX = 16; // above the question when it is scrolled to the top
  const NEAR_END_PX = 120; // closer to the end than this, the reader is following along

  function reveal(target) {
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      fold.open = true;
    }
    const block = target.tagName === "DETAILS" ? "start" : "center";
    target.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block });
    target.classList.remove("flash");
    void target.offsetWidth; // restarts the animation when the same card is asked for again
    target.classList.add("flash");
    target.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    event.preventDefault();
    reveal(target);
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#clear")) return;
    const box = document.querySelector("#question textarea");
    box.value = "";
    box.dispatchEvent(new Event("input", { bubbles: true })); // Gradio keeps a copy
  });

  document.addEventListener("keydown", (event) => {
    const stop = document.getElementById("stop");
    if (event.key === "Escape" && stop?.checkVisibility()) stop.click();
  });

  function tellPressed(thumb) {
    const tell = () => thumb.setAttribute("aria-pressed", thumb.classList.contains("pressed"));
    new MutationObserver(tell).observe(thumb, { attributeFilter: ["class"] });
    tell();
  }

  function follow(talk) {
    const beside = ["feedback", "follow-ups"].map((id) => document.getElementById(id)); // no answer
    // Wide: the conversation scrolls inside its column. Narrow: the whole page does.
    const pane = () =>
      talk.scrollHeight > talk.clientHeight + 1 && getComputedStyle(talk).overflowY !== "visible"
        ? talk
        : null;
    let following = true;
    talk.addEventListener("scroll", () => {
      following = talk.scrollHeight - talk.scrollTop - talk.clientHeight < NEAR_END_PX;
    });
    const isAnswer = ({ target }) => !beside.some((part) => part?.contains(target));
    let asked = "";
    new MutationObserver((changes) => {
      const last = talk.querySelector("#current .exchange");
      if (!last || !changes.some(isAnswer)) return;
      if (last.id !== asked) {
        asked = last.id;
        following = true;
        if (!pane()) last.scrollIntoView({ block: "start" });
      }
      if (following && pane()) {
        // The question stays in view: a long answer is read from its beginning.
        const offset = last.getBoundingClientRect().top - talk.getBoundingClientRect().top;
        talk.scrollTop += offset - MARGIN_PX;
      }
    }).observe(talk, { childList: true, subtree: true, characterData: true });
  }

  function dress() {
    const talk = document.getElementById("talk");
    const box = document.querySelector("#question textarea");
    const feedback = document.getElementById("feedback");
    const thumbs = ["up", "down"].map((id) => document.getElementById(id));
    if (!talk || !box || !feedback || thumbs.includes(null)) return false;
    document.documentElement.lang = labels.language;
    talk.setAttribute("role", "log");
    talk.setAttribute("aria-label", labels.conversation);
    talk.setAttribute("tabindex", "0");
    const sources = document.getElementById("sources");
    sources.setAttribute("role", "complementary");
    sources.setAttribute("aria-label", labels.sources);
    sources.setAttribute("tabindex", "0");
    box.setAttribute("dir", "auto");
    feedback.setAttribute("role", "group");
    feedback.setAttribute("aria-label", labels.feedback);
    document.getElementById("said").setAttribute("role", "status");
    document.querySelector("#correction textarea").setAttribute("dir", "auto");
    thumbs.forEach(tellPressed);
    follow(talk);
    return true;
  }

  if (!dress()) {
    const waiting = new MutationObserver(() => dress() && waiting.disconnect());
    waiting.observe(document.documentElement, { childList: true, subtree: true });
  }
})();
