// Data that the page holds compressed: gzip in base64, in an element of its own.

/** The id of an element → a blob of what is packed in it. */
export async function unpack(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (character) => character.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).blob();
}
