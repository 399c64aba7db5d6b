/** Renders the part of Go's templates that the chart of objects uses, where there is no Helm. */
type Value = unknown;
type Functions = Readonly<Record<string, (...given: readonly any[]) => Value>>; // eslint-disable-line @typescript-eslint/no-explicit-any

interface Scope {
  dot: Value;
  readonly variables: Map<string, Value>;
}

interface Block {
  readonly text: string;
  readonly children: Block[];
  /** Blocks of `else` and `else if`. */
  readonly otherwise: Block[];
}

const block = (text: string): Block => ({ text, children: [], otherwise: [] });

/** Actions and text in turn, with the blanks that `{{-` takes away taken away. */
const partsOf = (template: string): string[] =>
  template
    .replace(/\{\{- \/\*[\s\S]*?\*\/\}\}/g, '')
    .replace(/\s*\{\{-/g, '{{')
    .split(/(\{\{.*?\}\})/)
    .filter((part) => part !== '');

function parsed(template: string): Block {
  const root = block('');
  const open: { readonly block: Block; into: Block[] }[] = [{ block: root, into: root.children }];
  for (const part of partsOf(template)) {
    const top = open.at(-1)!;
    const action = /^\{\{\s*(.*?)\s*\}\}$/.exec(part)?.[1];
    const next = block(action ?? part);
    if (action === 'end') open.pop();
    else if (action?.startsWith('else')) {
      top.block.otherwise.push(next);
      top.into = next.children;
    } else {
      top.into.push(action === undefined ? { ...next, text: JSON.stringify(part) } : next);
      if (/^(if|range)\b/.test(next.text)) open.push({ block: next, into: next.children });
    }
  }
  return root;
}

/** Words of an expression: text, parentheses, names. */
const wordsOf = (expression: string): string[] => expression.match(/"(?:[^"\\]|\\.)*"|[()]|[^\s()]+/g) ?? [];

export function rendered(template: string, values: object, functions: Functions): string {
  const isTrue = (value: Value): boolean =>
    typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
  const all: Functions = {
    and: (...given) => given.find((one) => !isTrue(one)) ?? given.at(-1),
    or: (...given) => given.find(isTrue) ?? given.at(-1),
    not: (one) => !isTrue(one),
    eq: (one, other) => one === other,
    ne: (one, other) => one !== other,
    ...functions,
  };

  const path = (from: Value, names: string): Value =>
    names
      .split('.')
      .filter(Boolean)
      .reduce((value, name) => (value as Record<string, Value> | undefined)?.[name], from);

  function operand(words: string[], scope: Scope): Value {
    const word = words.shift()!;
    if (word === '(') {
      const value = call(words, scope);
      words.shift();
      return value;
    }
    if (word.startsWith('"')) return JSON.parse(word) as string;
    const [, variable, names] = /^(\$\w*)?(.*)$/.exec(word)!;
    if (variable !== undefined) return path(scope.variables.get(variable), names!);
    return word.startsWith('.') ? path(scope.dot, word) : { name: word };
  }

  function call(words: string[], scope: Scope): Value {
    const given: Value[] = [];
    const isFunction = words[0] !== undefined && words[0] in all;
    const name = isFunction ? words.shift()! : '';
    while (words.length > 0 && words[0] !== ')') given.push(operand(words, scope));
    return isFunction ? all[name]!(...given) : given[0];
  }

  function run(blocks: readonly Block[], scope: Scope): string {
    return blocks.map((one) => evaluate(one, scope)).join('');
  }

  function evaluate({ text, children, otherwise }: Block, scope: Scope): string {
    if (text.startsWith('"')) return JSON.parse(text) as string;
    const [, keyword, rest] = /^(if|range)\s+(.*)$/.exec(text) ?? [];
    if (keyword === 'range') {
      const items = call(wordsOf(rest!), scope) as Value[];
      return items.map((dot) => run(children, { dot, variables: new Map(scope.variables) })).join('');
    }
    if (keyword === 'if') return branch([{ text: rest!, children }, ...otherwise], scope);
    const [, name, expression] = /^(\$\w+) :?= (.*)$/.exec(text) ?? [];
    const value = call(wordsOf(expression ?? text), scope);
    if (name !== undefined) scope.variables.set(name, value);
    return name === undefined ? String(value) : '';
  }

  /** Variables of a branch are those of what is around it: templates here do not hide one by another. */
  function branch(branches: readonly Pick<Block, 'text' | 'children'>[], scope: Scope): string {
    const taken = branches.find(({ text }) => {
      const condition = text.replace(/^else\s*(if\s+)?/, '');
      return condition === '' || isTrue(call(wordsOf(condition), scope));
    });
    return taken ? run(taken.children, scope) : '';
  }

  const dot = { Values: values };
  return run(parsed(template).children, { dot, variables: new Map([['$', dot]]) });
}
