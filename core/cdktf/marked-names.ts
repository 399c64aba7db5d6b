/**
 * Present names of renamed entries.
 *
 * A stack is built by the oldest names of its entries, so that everything that a cloud or a cluster knows keeps its name. Only
 * what people and Terraform call things has the present one: addresses, outputs, paths. Where the name of an entry stands in
 * these is found by building the same stack with marks in its place: no construct has to tell.
 */
import { TerraformElement, TerraformResource } from 'cdktf';

import { stepsOf } from '../records';
import { addressOf } from './addresses';
import { Component } from './component';
import type { EnvironmentStack, PresentNames } from './stack';
import type { Move } from './statements';

/** The mark that stands for an entry's name, and the names that it stands for. */
export interface MarkedName {
  readonly mark: string;
  /** From the oldest name to the present one. */
  readonly names: readonly [oldest: string, ...later: string[]];
}

/** A stack in which marks stand for names of entries. */
export interface MarkedStack extends EnvironmentStack {
  readonly components: ReadonlyMap<string, Component>;
}

/** Texts of a stack that is built by the oldest names, and what they are now. */
export class MarkedNames implements PresentNames {
  private readonly paths = new Map<string, string>();
  private readonly properties = new Map<string, string>();
  private readonly former = new Map<string, readonly string[]>();
  private readonly found: Move[] = [];

  constructor(
    stack: MarkedStack,
    private readonly marks: readonly MarkedName[],
  ) {
    for (const [path, component] of stack.components) {
      this.add(this.paths, path);
      for (const { part } of component.protectables) {
        if (part !== undefined) this.add(this.properties, stack.pathOf(component), part);
        this.addFormer(part === undefined ? path : `${path}.${part}`);
      }
    }
    for (const construct of stack.node.findAll()) {
      this.add(this.paths, stack.pathOf(construct));
      if (construct instanceof Component)
        for (const { property } of construct.decisions) this.add(this.properties, stack.pathOf(construct), property);
      if (construct instanceof TerraformElement && TerraformResource.isTerraformResource(construct))
        this.found.push(...this.movesOf(addressOf(construct) ?? ''));
    }
  }

  path(oldest: string): string {
    return this.paths.get(oldest) ?? oldest;
  }

  property(component: string, oldest: string): string {
    return this.properties.get(`${component}:${oldest}`) ?? oldest;
  }

  formerly(present: string): readonly string[] {
    return this.former.get(present) ?? [];
  }

  /** What Terraform has to be told: from each address that a resource may have had to the next, and last to its present one. */
  get moves(): readonly Move[] {
    return this.found;
  }

  private add(to: Map<string, string>, ...texts: readonly string[]): void {
    const text = texts.at(-1) ?? '';
    if (texts.some((one) => this.marksIn(one).length > 0))
      to.set(
        this.filled(texts.join(':'), ({ names: [oldest] }) => oldest),
        this.filled(text, present),
      );
  }

  private addFormer(path: string): void {
    const chain = this.chainOf(path);
    this.former.set(chain.at(-1) ?? path, chain.slice(0, -1));
  }

  /**
   * Everything that a text with marks may have been, in one chain, because entries may have been renamed at different times, and
   * Terraform takes no two moves to one address.
   */
  private chainOf(text: string, spelling: (name: string) => string = String): readonly string[] {
    return this.marksIn(text).reduce<readonly string[]>(
      (all, { mark, names }) => all.flatMap((one) => onWay(names).map((name) => one.replaceAll(mark, spelling(name)))),
      [text],
    );
  }

  private movesOf(address: string): Move[] {
    return stepsOf(this.chainOf(address, inAddress));
  }

  private marksIn(text: string): MarkedName[] {
    return this.marks.filter(({ mark }) => text.includes(mark));
  }

  private filled(text: string, nameOf: (marked: MarkedName) => string): string {
    return this.marks.reduce((filled, marked) => filled.replaceAll(marked.mark, nameOf(marked)), text);
  }
}

/** Names without those that come again later: Terraform takes no way that leads back. */
const onWay = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.lastIndexOf(name) === index);

const present = ({ names }: MarkedName): string => names.at(-1) ?? names[0];

/** Addresses hold letters, digits and underscores only. */
const inAddress = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '_');
