/** What finds a QR code in a picture; undefined where there is none. */
export type CodeReader = (picture: ImageData) => Promise<string | undefined>;

interface Detector {
  detect: (picture: ImageData) => Promise<readonly { readonly rawValue: string }[]>;
}
interface Detectors {
  readonly BarcodeDetector?: {
    new (options: { readonly formats: readonly string[] }): Detector;
    getSupportedFormats: () => Promise<readonly string[]>;
  };
}

/** The browser's own where it has one, else one that is loaded now. */
export async function codeReader(given: Detectors = globalThis as Detectors): Promise<CodeReader> {
  const formats = await given.BarcodeDetector?.getSupportedFormats().catch((): readonly string[] => []);
  if (given.BarcodeDetector && formats?.includes('qr_code')) {
    const detector = new given.BarcodeDetector({ formats: ['qr_code'] });
    return async (picture) => (await detector.detect(picture))[0]?.rawValue;
  }
  const { default: decode } = await import('qr/decode.js');
  return (picture) => {
    try {
      return Promise.resolve(decode(picture));
    } catch {
      // Most pictures of a camera hold none.
      return Promise.resolve(undefined);
    }
  };
}
