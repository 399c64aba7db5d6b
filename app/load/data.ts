/** Environments in YAML and JSON, which is read as YAML, so that both have lines. */
import { extname } from 'node:path';

import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
  type YAMLError,
} from 'yaml';

import type { EnvironmentInput } from '../../constructs/environment/schema';
import { compact } from '../../core/records';
import type { Problem } from '../../core/rules/problem';
import { lineFinder } from './lines';
import { isEnvironment, NEEDED, problemIn, refused } from './recognize';
import type { Loaded, Source } from './source';
import { inPlainWords } from './syntax';

/** How often one anchor may be used, times the anchors inside it: enough for any file, too few to fill the memory. */
const MOST_ALIASES = 10_000;

/** @param file the path in messages */
export function loadData(text: string, file: string): Loaded {
  const lines = new LineCounter();
  const placeOf = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const documents = [
    ...parseAllDocuments(text, { merge: true, stringKeys: true, prettyErrors: false, lineCounter: lines }),
  ];
  const problems = [
    ...syntaxErrors(documents).map((error) =>
      problemIn(placeOf(error.pos[0]), codeOf(error), inPlainWords(error, text)),
    ),
    ...documents.flatMap((document) =>
      wrongReferences(document).map(([offset, message]) => problemIn(placeOf(offset), 'alias', message)),
    ),
  ];
  if (problems.length > 0) return refused(...problems);
  const notJson = extname(file) === '.json' ? jsonProblem(text, file) : undefined;
  if (notJson) return refused(notJson);
  try {
    return environmentsIn(documents, file, (offset) => placeOf(offset).line);
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return refused(problemIn(file, 'alias', 'uses anchors that hold anchors more often than this reader takes'));
  }
}

const codeOf = ({ code }: YAMLError): string => (code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'syntax');

/** Every key that is given twice, and the first of all other errors, which often causes those after it. */
function syntaxErrors(documents: readonly Document[]): YAMLError[] {
  const all = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
  const isTwice = ({ code }: YAMLError): boolean => code === 'DUPLICATE_KEY';
  return [...all.filter(isTwice), ...all.filter((error) => !isTwice(error)).slice(0, 1)];
}

/** Aliases without an anchor before them or inside their own, and merged values that are no maps. */
function wrongReferences(document: Document): [offset: number, message: string][] {
  const found: [number, string][] = [];
  visit(document, {
    Alias: (_, alias, path) => {
      const target = alias.resolve(document);
      const offset = alias.range?.[0] ?? 0;
      if (!target)
        found.push([offset, `*${alias.source} names no anchor: write &${alias.source} before the value, further up`]);
      else if (path.includes(target)) found.push([offset, `*${alias.source} stands inside the value that it names`]);
    },
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || key.value !== '<<' || key.type !== 'PLAIN' || found.length > 0) return;
      const sources = isSeq(value) ? value.items : [value];
      if (!sources.every((source) => isMap(isAlias(source) ? source.resolve(document) : source)))
        found.push([key.range?.[0] ?? 0, '<< takes a map, or a list of maps: *name of one with an anchor &name']);
    },
  });
  return found;
}

/** What YAML takes and JSON does not: commas at the end, comments, names without quotes. */
function jsonProblem(text: string, file: string): Problem | undefined {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return undefined;
  } catch (error) {
    return problemIn(
      file,
      'syntax',
      `is YAML but not JSON: ${(error as Error).message}. Give it a name in .yaml, or correct it`,
    );
  }
}

function environmentsIn(documents: readonly Document[], file: string, lineAt: (offset: number) => number): Loaded {
  const entries = documents.flatMap((document) => entriesOf(document).map((entry) => ({ ...entry, document })));
  const isEmptyList = documents.some(({ contents }) => isSeq(contents));
  if (entries.length === 0 && !isEmptyList) return refused(problemIn(file, 'none', `holds nothing: ${NEEDED}`));
  const problems = entries.flatMap(({ value, node }) =>
    isEnvironment(value)
      ? []
      : [problemIn({ file, line: lineAt(node.range?.[0] ?? 0) }, 'none', `is no environment: ${NEEDED}`)],
  );
  if (problems.length > 0) return refused(...problems);
  const sources = entries.map(({ value, node, document }): Source => {
    // By which editors find the schema.
    const { $schema: _, ...input } = value as EnvironmentInput & { readonly $schema?: unknown };
    return { input, origin: { file, lineOf: lineFinder(document, node, lineAt) } };
  });
  return { sources, problems: [] };
}

interface Entry {
  readonly value: unknown;
  readonly node: Node;
}

/** The document's value, or those of its list; none where the document is empty. */
function entriesOf(document: Document): Entry[] {
  const { contents } = document;
  if (!isNode(contents)) return [];
  const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
  if (!isSeq(contents)) return value === null ? [] : [{ value, node: contents }];
  return compact(contents.items.map((node, index) => isNode(node) && { value: (value as unknown[])[index], node }));
}
