/** Members of bodies that clients may read but nothing in a contract depends on. */
export const WIRE_NAMES = {
  statusCode: 'status_code',
  images: {
    list: 'images',
    url: 'url',
    type: 'content_type',
    name: 'file_name',
    size: 'file_size',
  },
} as const;
