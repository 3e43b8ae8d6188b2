/*
 * Progressive enhancement: every page works without it, since the same forms lead to whole pages.
 *
 * Roll calls: a form marked data-live is sent as it is. The response is server-sent events, whose data are parts of the page; each replaces
 * the element with its id. Searches: a form marked data-search is sent while the user types, and the list of the new page replaces the old
 * one. Imports: a form marked data-preview shows how the beginning of its file is read. Times: UTC is shown in the reader's time zone.
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

  /** Yields the data of each event as it arrives. */
  async function* data(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let {done, value} = await reader.read(); !done; {done, value} = await reader.read()) {
      const events = (text + value).split('\n\n');
      text = events.pop();
      for (const event of events) {
        yield event.split('\n').filter(line => line.startsWith('data: ')).map(line => line.slice(6)).join('\n');
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
        for await (const html of data(response.body)) show(html);
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
      : event.submitter?.formAction.endsWith(form.dataset.preview) ? preview : null;
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
}
