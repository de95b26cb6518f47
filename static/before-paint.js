// What has to be settled before the first paint, which the words in the file of a page come with. A file, because the page allows no
// inline script. src/lib/ui/theme.svelte.ts, src/lib/ui/language.svelte.ts and src/routes/+layout.svelte take over.
(function () {
  var root = document.documentElement;
  function kept(name) {
    try {
      return localStorage.getItem('dla-explorer.' + name);
    } catch {
      return null; // closed storage
    }
  }

  var theme = kept('theme');
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';

  // Where something else will be shown than what the file says, it waits for that: another language, a link, a frame.
  var tags = [kept('language')].concat(navigator.languages).map(function (tag) {
    return /^(en|zh)\b/i.exec(tag);
  });
  var language = tags.find(Boolean);
  var other = language && language[1].toLowerCase() !== 'en';
  if (other || location.search || location.hash || parent !== window) root.dataset.held = '';

  // What is pressed or chosen before its page answers is answered when it does.
  var kinds = ['click', 'keydown', 'change'];
  var pressed = [];
  function note(event) {
    // Enter and the space bar press the button that has the focus.
    var isKey = event.type === 'keydown' && !event.repeat && event.key !== 'Enter' && event.key !== ' ';
    if (isKey) pressed.push([event.target, new KeyboardEvent('keydown', event)]);
    if (event.type === 'change') pressed.push([event.target, new Event('change', event)]);
    var button = event.type === 'click' && event.target.closest && event.target.closest('button, [role=button]');
    if (button) pressed.push([button]);
  }
  function answer() {
    kinds.forEach(function (kind) {
      removeEventListener(kind, note, true);
    });
    removeEventListener('dla:answers', answer);
    delete root.dataset.held;
    pressed.forEach(function (one) {
      var on = one[0].isConnected ? one[0] : document.body;
      if (one[1]) on.dispatchEvent(one[1]);
      else if (on === one[0]) on.click();
    });
  }
  kinds.forEach(function (kind) {
    addEventListener(kind, note, true);
  });
  addEventListener('dla:answers', answer);
})();
