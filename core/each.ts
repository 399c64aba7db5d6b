/** Makes something of each entry of a record. */
export const mapValues = <P, T>(
  record: Readonly<Record<string, P>>,
  make: (id: string, props: P) => T,
): Record<string, T> => Object.fromEntries(Object.entries(record).map(([id, props]) => [id, make(id, props)]));
