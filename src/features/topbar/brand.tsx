/** The mark: three layers, the middle one live. */
export function Brand() {
  return (
    <h1 className="brand">
      <span className="visually-hidden">Layerlab</span>
      <svg viewBox="0 0 22 22" aria-hidden="true">
        <rect className="brand-layer" x="1" y="2.5" width="13" height="4.4" rx="1.4" />
        <rect className="brand-live" x="4" y="8.8" width="13" height="4.4" rx="1.4" />
        <rect className="brand-layer" x="8" y="15.1" width="13" height="4.4" rx="1.4" />
      </svg>
    </h1>
  );
}
