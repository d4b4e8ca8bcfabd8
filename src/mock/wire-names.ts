/**
 * Members of bodies and queries that clients may use but no promise of a contract is about, and
 * that therefore no contract names.
 */
export const WIRE_NAMES = {
  statusCode: 'status_code',
  images: {
    list: 'images',
    url: 'url',
    type: 'content_type',
    name: 'file_name',
    size: 'file_size',
  },
  ledger: {
    rows: 'data',
    page: 'page',
    perPage: 'per_page',
    total: 'total',
    pages: 'total_pages',
    from: 'from_date',
    to: 'to_date',
    model: 'model_name',
    state: 'status',
    sortBy: 'sort_by',
    sortOrder: 'sort_order',
    created: 'model_created',
    updated: 'model_updated',
  },
} as const;
