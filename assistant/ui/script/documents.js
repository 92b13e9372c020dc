// The place where files are dropped says so in the language of the page: Gradio has its own words,
// in the language of the browser, and draws the place anew after every upload.
(() => {
  function tell(place) {
    const button = place.querySelector("button.upload-container:not([data-says])");
    button?.setAttribute("aria-label", window.pageLabels.drop);
    button?.setAttribute("data-says", window.pageLabels.drop);
  }

  const waiting = new MutationObserver(() => {
    const place = document.getElementById("documents-files");
    if (!place) return;
    waiting.disconnect();
    new MutationObserver(() => tell(place)).observe(place, { childList: true, subtree: true });
    tell(place);
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });
})();
