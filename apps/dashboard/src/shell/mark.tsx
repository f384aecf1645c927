/** The mark: a rising disc and its reflection. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="#0b6b64" />
      <path d="M5.5 11a6.5 6.5 0 0 1 13 0z" fill="#fff" />
      <path
        d="M5.5 13.6h13M7.2 16.2h9.6M9.8 18.8h4.4"
        stroke="#8fd8ce"
        strokeWidth="1.4"
        strokeLinecap="round"
      />
    </svg>
  )
}
