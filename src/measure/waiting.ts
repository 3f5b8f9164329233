/** What others wait for: a condition is asked again whenever something happened. */
export abstract class Waiting {
  readonly #checks = new Set<() => void>();

  /** Something happened: everybody who waits asks again. */
  protected changed(): void {
    for (const check of [...this.#checks]) check();
  }

  /** Resolves as soon as `holds` is true after something happened, or with false after `ms`. */
  until(holds: () => boolean, ms: number): Promise<boolean> {
    if (holds()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (result: boolean): void => {
        clearTimeout(timer);
        this.#checks.delete(check);
        resolve(result);
      };
      const check = (): void => {
        if (holds()) settle(true);
      };
      const timer = setTimeout(() => settle(false), ms);
      this.#checks.add(check);
    });
  }
}
