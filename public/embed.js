// <atrium-embed src title theme height>a link</atrium-embed>: a frame in place of the link, once the frame has spoken.
// Module or classic script, loaded once or twice: it asks nothing of the page it is on and never throws there.
(() => {
  const quietly = (work) => (...given) => { try { return work(...given); } catch (_) { /* The link stays. */ } };
  const show = quietly((host) => {
    const src = host.getAttribute('src');
    if (!src) return;
    const url = new URL(src, document.baseURI);
    if (!/^https?:$/.test(url.protocol)) return;
    const theme = host.getAttribute('theme');
    if (theme) url.searchParams.set('theme', theme);
    const root = host.shadowRoot || host.attachShadow({ mode: 'open' });
    const link = document.createElement('slot');
    const frame = document.createElement('iframe');
    const size = (height) => { frame.style.height = Math.min(4000, Math.max(120, Math.ceil(height) || 420)) + 'px'; };
    frame.title = host.title || host.textContent.trim() || 'Atrium';
    frame.loading = 'lazy';
    frame.referrerPolicy = 'strict-origin-when-cross-origin';
    frame.allow = 'fullscreen; clipboard-write';
    // Property by property: a host's policy may forbid style attributes.
    host.style.display = 'block';
    frame.style.border = 0;
    frame.style.width = '100%';
    size(host.getAttribute('height'));
    let spoken, wait;
    const hear = quietly(({ source, data }) => {
      // A sandboxed frame has no origin to compare; which window spoke is the proof.
      if (source !== frame.contentWindow || !data || data.type !== 'atrium:height' || !(data.height > 0)) return;
      spoken = true;
      link.style.display = 'none';
      frame.style.visibility = '';
      size(data.height);
    });
    frame.onload = () => {
      clearTimeout(wait);
      wait = setTimeout(() => {
        if (spoken) return;
        link.style.display = '';
        frame.style.visibility = 'hidden';
        frame.style.height = 0;
      }, 10000);
    };
    addEventListener('message', hear);
    host.stop = () => { removeEventListener('message', hear); clearTimeout(wait); root.replaceChildren(); host.stop = null; };
    frame.src = url;
    root.append(link, frame);
  });
  quietly(() => customElements.get('atrium-embed') || customElements.define('atrium-embed', class extends HTMLElement {
    static get observedAttributes() { return ['src', 'title', 'theme', 'height']; }
    connectedCallback() { this.stop || show(this); }
    disconnectedCallback() { this.stop && this.stop(); }
    attributeChangedCallback() { if (this.stop) { this.stop(); show(this); } }
  }))();
})();
