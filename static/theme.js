// Sets the theme before the first paint; src/lib/ui/theme.svelte.ts takes over. A file, because the page allows no inline script.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('dla-explorer.theme');
  } catch {
    // Closed storage: the system decides.
  }
  var dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
