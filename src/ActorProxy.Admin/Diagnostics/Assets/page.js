// Before anything is drawn: the look that was chosen last, else the system's. And a little memory for the page, in this browser only.
(() => {
  const remember = (key, value) => { try { localStorage.setItem('actorproxy.' + key, value); } catch { /* A browser may forbid it. */ } };
  const recall = key => { try { return localStorage.getItem('actorproxy.' + key); } catch { return null; } };
  const root = document.documentElement;
  window.actorproxy = { remember, recall, live: () => root.setAttribute('data-live', '') };

  const chosen = recall('theme');
  if (chosen) root.style.colorScheme = chosen;

  document.addEventListener('click', event => {
    if (event.target.closest('.skip-link')) {
      // The router only scrolls to a fragment; whoever uses the keyboard wants to be there.
      event.preventDefault();
      document.getElementById('main').focus();
    }

    if (!event.target.closest('#theme-button')) return;
    const isDark = root.style.colorScheme === 'dark' || (!root.style.colorScheme && matchMedia('(prefers-color-scheme: dark)').matches);
    root.style.colorScheme = isDark ? 'light' : 'dark';
    remember('theme', root.style.colorScheme);
  });
})();
