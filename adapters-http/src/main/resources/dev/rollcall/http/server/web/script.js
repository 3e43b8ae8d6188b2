/*
 * Progressive enhancement: every page works without it, since the same forms lead to whole pages.
 *
 * Roll calls: a form marked data-live is sent as it is. The response is server-sent events, whose data are parts of the page; each replaces
 * the element with its id. Searches: a form marked data-search is sent while the user types, and the list of the new page replaces the old
 * one. Imports: a form marked data-preview shows how the beginning of its file is read. Runs: what is marked data-follow shows how far one
 * is, by events whose data are JSON, and then what it came to. Times: UTC is shown in the reader's time zone.
 */
'use strict';
{
  const EVENTS = 'text/event-stream';
  const PAUSE = 150; // milliseconds without a key before a search or a preview
  const BEGINNING = 64 * 1024; // bytes of a file for its preview
  const TIME = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium', timeStyle: 'medium'});
  let calling = new AbortController();
  let searching = new AbortController();
  let previewing = new AbortController();
  let typing;

  function show(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    for (const part of [...template.content.children]) {
      const old = document.getElementById(part.id);
      if (old?.getAttribute('role') === 'status') {
        old.textContent = part.textContent; // screen readers announce changed text, not a replaced element
      } else if (old) {
        const focused = old.contains(document.activeElement);
        old.replaceWith(part);
        if (focused) (part.querySelector('[aria-invalid], [tabindex="-1"]') ?? part).focus();
      }
    }
  }

  function parsed(html) {
    return new DOMParser().parseFromString(html, 'text/html');
  }

  /** Yields the name and the data of each event as it arrives. */
  async function* events(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let {done, value} = await reader.read(); !done; {done, value} = await reader.read()) {
      const arrived = (text + value).split('\n\n');
      text = arrived.pop();
      for (const event of arrived) {
        const lines = event.split('\n');
        const valuesOf = name => lines.filter(line => line.startsWith(`${name}: `)).map(line => line.slice(name.length + 2));
        yield {name: valuesOf('event').join(), data: valuesOf('data').join('\n')};
      }
    }
  }

  /** Removes old validation errors. */
  function clean(form) {
    for (const error of form.querySelectorAll('.error')) error.remove();
    for (const field of form.querySelectorAll('[aria-invalid]')) {
      field.removeAttribute('aria-invalid');
      field.removeAttribute('aria-describedby');
    }
  }

  async function call(form) {
    calling.abort();
    const {signal} = calling = new AbortController();
    const body = form.enctype === 'multipart/form-data' ? new FormData(form) : new URLSearchParams(new FormData(form));
    try {
      const response = await fetch(form.action, {method: 'POST', body, signal, headers: {Accept: `${EVENTS}, text/html`}});
      if (response.headers.get('Content-Type')?.startsWith(EVENTS)) {
        clean(form);
        for await (const {data} of events(response.body)) show(data);
        const link = document.getElementById('link');
        if (link) history.replaceState(null, '', link.href);
      } else {
        const page = parsed(await response.text());
        if (!page.getElementById('form')) throw new Error(`status ${response.status}`);
        show(page.getElementById('form').outerHTML);
      }
    } catch (e) {
      const told = document.getElementById(signal.aborted ? 'cancelled' : 'cut');
      if (told) show(told.innerHTML);
      else if (!signal.aborted) form.submit(); // the browser can show any response
    }
  }

  async function search(form) {
    clearTimeout(typing);
    searching.abort();
    const {signal} = searching = new AbortController();
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const address = form.action + (query.size > 0 ? `?${query}` : '');
    try {
      const response = await fetch(address, {signal, headers: {Accept: 'text/html'}});
      const page = parsed(await response.text());
      if (!page.getElementById('list')) throw new Error(`status ${response.status}`);
      show(page.getElementById('list').outerHTML + page.getElementById('status').outerHTML);
      history.replaceState(null, '', address);
    } catch (e) {
      if (!signal.aborted) show('<section id="list"><p class="note" role="alert">The search failed. Press Enter to retry.</p></section>');
    }
  }

  /** Shows the first rows of a file, of which only the beginning is sent. */
  async function preview(form) {
    previewing.abort();
    const {signal} = previewing = new AbortController();
    const body = new FormData(form);
    const file = body.get('file');
    if (!file.name) return;
    body.set('file', file.slice(0, BEGINNING), file.name);
    try {
      const response = await fetch(form.dataset.preview, {method: 'POST', body, signal, headers: {Accept: 'text/html'}});
      const page = parsed(await response.text());
      const rows = page.getElementById('preview');
      show(rows ? page.getElementById('columns').outerHTML + rows.outerHTML
        : `<section id="preview">${page.querySelector('main').innerHTML}</section>`);
      if (page.getElementById('mapping')?.open) document.getElementById('mapping').open = true;
    } catch (e) {
      if (!signal.aborted) show('<section id="preview"><p class="note" role="alert">The preview failed. Choose the file again.</p></section>');
    }
  }

  function duration(seconds) {
    if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
    return seconds < 7200 ? `${Math.floor(seconds / 60)} minutes` : `${Math.floor(seconds / 3600)} hours`;
  }

  function advance(section, {done, total, perSecond, secondsLeft}) {
    const bar = section.querySelector('progress');
    bar.max = Math.max(1, total);
    bar.value = done;
    const rate = perSecond >= 0.5 ? `, ${Math.round(perSecond)} a second` : '';
    const left = Number.isFinite(secondsLeft) ? `, about ${duration(Math.ceil(secondsLeft))} left` : '';
    document.getElementById('headway').textContent = `${done} of ${total}${rate}${left}`;
    document.getElementById('reload').hidden = true;
  }

  /** Shows how far a run is, and its page anew once it is in another state. Without events, the page asks to be reloaded. */
  async function follow(section) {
    try {
      const response = await fetch(section.dataset.follow, {headers: {Accept: EVENTS}});
      if (!response.headers.get('Content-Type')?.startsWith(EVENTS)) return;
      for await (const {name, data} of events(response.body)) {
        const run = name === 'run' ? JSON.parse(data) : null;
        if (name === 'done' || (run && run.state !== section.dataset.state)) {
          location.replace(location.pathname + location.search); // a reload would send a refused form again
          return;
        }
        if (run?.progress) advance(section, run.progress);
      }
    } catch { /* as without events */ }
    document.getElementById('reload').hidden = false;
  }

  /** Shows times in the reader's time zone; their titles have the exact instants. */
  function localize() {
    for (const time of document.querySelectorAll('time[title]')) time.textContent = TIME.format(new Date(time.dateTime));
  }

  /** Removes the notice from the address, so that a reload doesn't show it again. */
  function forgetNotice() {
    const address = new URL(location.href);
    if (address.searchParams.has('notice')) {
      address.searchParams.delete('notice');
      history.replaceState(null, '', address);
    }
  }

  document.addEventListener('submit', event => {
    const form = event.target;
    const act = form.matches('[data-live]') ? call : form.matches('[data-search]') ? search
      : form.dataset.preview && event.submitter?.formAction === new URL(form.dataset.preview, location).href ? preview : null;
    if (act) {
      event.preventDefault();
      act(event.target);
    }
  });
  document.addEventListener('click', event => {
    if (event.target.id === 'cancel') calling.abort();
  });
  document.addEventListener('input', event => {
    const choice = document.getElementById(event.target.dataset.choice);
    if (choice) choice.checked = true;
    const form = event.target.closest('[data-search], [data-preview]');
    if (form) {
      clearTimeout(typing);
      typing = setTimeout(form.matches('[data-search]') ? search : preview, PAUSE, form);
    }
  });
  localize();
  forgetNotice();
  const followed = document.querySelector('[data-follow]');
  if (followed) follow(followed);
}
