/** Arguments that the types of a provider's bindings declare, read with the TypeScript API. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { TerraformResource } from 'cdktf';
import ts from 'typescript';

/** Arguments of an element or a block: blocks by name, everything else true. */
export interface Declared {
  readonly [name: string]: Block | true;
}

interface Block {
  readonly form: 'one' | 'list' | 'map';
  readonly declared: Declared;
}

type Interfaces = ReadonlyMap<string, ts.InterfaceDeclaration>;

/** The arguments that the constructor of a resource's class declares, without those of Terraform itself. */
export function declaredArguments(element: TerraformResource): Declared {
  const [provider, ...words] = element.terraformResourceType.split('_');
  const root = dirname(require.resolve(`@cdktf/provider-${provider}/package.json`));
  const folder = join(root, 'lib', words.join('-'));
  // A name that is a keyword of some language gets a word more.
  const found = existsSync(folder) ? folder : `${folder}-resource`;
  return declaredBy(`${element.constructor.name}Config`, interfacesIn(found));
}

/** Interfaces of a folder's files: those of large resources are in several. */
function interfacesIn(directory: string): Interfaces {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
  const statements = files.flatMap((file) => {
    const text = readFileSync(join(directory, file), 'utf8');
    return [...ts.createSourceFile(file, text, ts.ScriptTarget.Latest).statements];
  });
  return new Map(statements.filter(ts.isInterfaceDeclaration).map((one) => [one.name.text, one]));
}

function declaredBy(name: string, interfaces: Interfaces): Declared {
  const members = interfaces.get(name)?.members.filter(ts.isPropertySignature);
  if (!members) throw new Error(`no interface ${name}`);
  return Object.fromEntries(
    members.map(({ name: member, type }) => [(member as ts.Identifier).text, blockOf(type, interfaces) ?? true]),
  );
}

/** The block that a type stands for: `Rule`, `Rule[] | cdktf.IResolvable`, `{ [key: string]: Rule }`. */
function blockOf(
  type: ts.TypeNode | undefined,
  interfaces: Interfaces,
  form: Block['form'] = 'one',
): Block | undefined {
  if (type === undefined) return undefined;
  if (ts.isUnionTypeNode(type)) return type.types.map((one) => blockOf(one, interfaces, form)).find(Boolean);
  if (ts.isParenthesizedTypeNode(type)) return blockOf(type.type, interfaces, form);
  if (ts.isArrayTypeNode(type)) return blockOf(type.elementType, interfaces, 'list');
  if (ts.isTypeLiteralNode(type)) {
    const [index] = type.members.filter(ts.isIndexSignatureDeclaration);
    return blockOf(index?.type, interfaces, 'map');
  }
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return undefined;
  const { text: name } = type.typeName;
  return interfaces.has(name) ? { form, declared: declaredBy(name, interfaces) } : undefined;
}
