/** A translated sentence whose `{0}`, `{1}`, ... stand for keys, wherever the language puts them. */
export function Keyed(props: { text: string; keys: readonly string[] }) {
  const parts = props.text.split(/\{(\d)\}/);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 0 ? part : <kbd key={index}>{props.keys[Number(part)]}</kbd>,
      )}
    </>
  );
}
