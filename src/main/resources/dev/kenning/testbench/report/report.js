(() => {
  'use strict';
  const root = document.documentElement;
  const button = document.getElementById('theme');
  const themes = ['auto', 'light', 'dark'];
  let theme = 'auto';
  const show = () => {
    if (theme === 'auto') root.removeAttribute('data-theme'); else root.setAttribute('data-theme', theme);
    button.textContent = 'Theme: ' + theme;
  };
  try { theme = themes.includes(localStorage.getItem('testbench-theme')) ? localStorage.getItem('testbench-theme') : 'auto'; } catch (e) { /* a file may have no storage */ }
  button.hidden = false;
  button.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    try { localStorage.setItem('testbench-theme', theme); } catch (e) { /* then it is not kept */ }
    show();
  });
  show();

  const links = new Map([...document.querySelectorAll('nav a')].map(a => [a.getAttribute('href').slice(1), a]));
  if ('IntersectionObserver' in window) {
    const visible = new Set();
    const observer = new IntersectionObserver(entries => {
      entries.forEach(e => e.isIntersecting ? visible.add(e.target.id) : visible.delete(e.target.id));
      let found = false;
      links.forEach((a, id) => {
        const current = !found && visible.has(id);
        found = found || current;
        if (current) a.setAttribute('aria-current', 'true'); else a.removeAttribute('aria-current');
      });
    }, { rootMargin: '-10% 0px -60% 0px' });
    document.querySelectorAll('main > section').forEach(s => observer.observe(s));
  }

  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    opened.forEach(d => { d.open = true; });
  });
  addEventListener('afterprint', () => opened.forEach(d => { d.open = false; }));
})();
