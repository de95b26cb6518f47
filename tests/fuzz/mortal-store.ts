import 'fake-indexeddb/auto';

/** Characters that a disk with little room takes at once. */
const LITTLE = 1500;

/** What becomes of the writings of a page: they go through, are refused as by a full disk, those that are long alone, or end with the page. */
type Fate = 'alive' | 'full' | 'tight' | 'dead';

/**
 * The store of a browser in memory, whose page can die or whose disk can be full at any single put, delete or commit. What a page
 * had begun to write and had not committed is undone, as browsers do it; after its death nothing of it comes through.
 */
export class MortalStore {
  #fate: Fate = 'alive';
  #left = Infinity;
  #next: Fate = 'alive';

  constructor() {
    const put = Reflect.get(IDBObjectStore.prototype, 'put');
    const remove = Reflect.get(IDBObjectStore.prototype, 'delete');
    const commit = Reflect.get(IDBTransaction.prototype, 'commit');
    const check = (transaction: IDBTransaction, size: number): void => this.#check(transaction, size);
    IDBObjectStore.prototype.put = function (...given) {
      check(this.transaction, JSON.stringify(given[0]).length);
      return put.apply(this, given);
    };
    IDBObjectStore.prototype.delete = function (...given) {
      check(this.transaction, 0);
      return remove.apply(this, given);
    };
    IDBTransaction.prototype.commit = function () {
      check(this, 0);
      commit.apply(this);
    };
  }

  #check(transaction: IDBTransaction, size: number): void {
    if (this.#left === 0) this.#fate = this.#next;
    this.#left -= 1;
    if (this.#fate === 'alive' || (this.#fate === 'tight' && size < LITTLE)) return;
    transaction.abort();
    throw this.#fate === 'dead'
      ? new DOMException('the page is gone', 'AbortError')
      : new DOMException('no room', 'QuotaExceededError');
  }

  /** After so many operations from now on the page dies, or the disk is full. */
  ends(how: Exclude<Fate, 'alive'>, operations: number): void {
    [this.#next, this.#left] = [how, operations];
  }

  /** Another page, or room on the disk. */
  revive(): void {
    [this.#fate, this.#left] = ['alive', Infinity];
  }
}
