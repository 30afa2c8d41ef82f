/* The least that any engine must do for a share image: libjpeg-turbo decodes the photo at the smallest scale that
 * covers its room, bilinear resampling, one encode of the finished picture's pixels. Nothing is drawn.
 *
 * cc -O2 image_floor.c -ljpeg; run with: PHOTO PIXELS CASE ROUNDS; prints CPU milliseconds of each round.
 * PIXELS: the finished picture as raw RGB; CASE: card | photo | wide. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <jpeglib.h>

typedef struct { int width, height, left, right, bottom; } Plan; /* canvas, and the room of the photo on it */

static double cpu_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static unsigned char *decode(const unsigned char *data, unsigned long size, int w, int h, int *out_w, int *out_h) {
  struct jpeg_decompress_struct in;
  struct jpeg_error_mgr error;
  in.err = jpeg_std_error(&error);
  jpeg_create_decompress(&in);
  jpeg_mem_src(&in, data, size);
  jpeg_read_header(&in, TRUE);
  in.scale_denom = 8;
  for (in.scale_num = 1; in.scale_num < 8; in.scale_num++)
    if ((long)in.image_width * in.scale_num / 8 >= w && (long)in.image_height * in.scale_num / 8 >= h) break;
  in.dct_method = JDCT_IFAST;
  jpeg_start_decompress(&in);
  int full_w = in.output_width, full_h = in.output_height;
  JDIMENSION crop_w = full_w, left = 0;
  if ((long)full_w * h > (long)full_h * w) {
    crop_w = (long)full_h * w / h;
    left = (full_w - crop_w) / 2;
    jpeg_crop_scanline(&in, &left, &crop_w);
  }
  int rows = crop_w * (long)h / w < full_h ? crop_w * (long)h / w : full_h, skip = (full_h - rows) / 2;
  unsigned char *pixels = malloc((size_t)crop_w * 3 * rows);
  if (skip) jpeg_skip_scanlines(&in, skip);
  for (int y = 0; y < rows; y++) {
    JSAMPROW row = pixels + (size_t)y * crop_w * 3;
    jpeg_read_scanlines(&in, &row, 1);
  }
  jpeg_abort_decompress(&in);
  jpeg_destroy_decompress(&in);
  *out_w = crop_w;
  *out_h = rows;
  return pixels;
}

static void resize(const unsigned char *from, int w, int h, unsigned char *canvas, const Plan *plan) {
  int out_w = plan->right - plan->left, out_h = plan->bottom;
  int *xs = malloc(sizeof(int) * out_w);
  for (int x = 0; x < out_w; x++) xs[x] = (int)((long)x * (w - 1) * 256 / out_w);
  for (int y = 0; y < out_h; y++) {
    long fy = (long)y * (h - 1) * 256 / out_h;
    const unsigned char *a = from + (size_t)(fy >> 8) * w * 3, *b = a + (size_t)w * 3;
    int v = fy & 255;
    unsigned char *to = canvas + ((size_t)y * plan->width + plan->left) * 3;
    for (int x = 0; x < out_w; x++) {
      int u = xs[x] & 255, at = (xs[x] >> 8) * 3;
      for (int c = 0; c < 3; c++) {
        int upper = a[at + c] * (256 - u) + a[at + 3 + c] * u, lower = b[at + c] * (256 - u) + b[at + 3 + c] * u;
        *to++ = (upper * (256 - v) + lower * v) >> 16;
      }
    }
  }
  free(xs);
}

static unsigned long encode(unsigned char *canvas, int w, int h) {
  struct jpeg_compress_struct out;
  struct jpeg_error_mgr error;
  unsigned char *file = NULL;
  unsigned long size = 0;
  out.err = jpeg_std_error(&error);
  jpeg_create_compress(&out);
  jpeg_mem_dest(&out, &file, &size);
  out.image_width = w;
  out.image_height = h;
  out.input_components = 3;
  out.in_color_space = JCS_RGB;
  jpeg_set_defaults(&out);
  jpeg_set_quality(&out, 88, TRUE);
  jpeg_start_compress(&out, TRUE);
  while (out.next_scanline < out.image_height) {
    JSAMPROW row = canvas + (size_t)out.next_scanline * w * 3;
    jpeg_write_scanlines(&out, &row, 1);
  }
  jpeg_finish_compress(&out);
  jpeg_destroy_compress(&out);
  free(file);
  return size;
}

static unsigned char *load(const char *name, unsigned long *size) {
  FILE *file = fopen(name, "rb");
  if (!file) exit(1);
  unsigned char *data = malloc(1 << 26);
  *size = fread(data, 1, 1 << 26, file);
  fclose(file);
  return data;
}

int main(int count, char **words) {
  if (count < 5) return 2;
  unsigned long size, length;
  unsigned char *data = load(words[1], &size), *pixels = load(words[2], &length);
  Plan plans[] = {{1080, 1350, 0, 0, 0}, {1080, 1350, 0, 1080, 701}, {1200, 630, 680, 1200, 630}};
  const char *names[] = {"card", "photo", "wide"};
  int which = 0;
  while (which < 3 && strcmp(names[which], words[3])) which++;
  if (which == 3) return 2;
  Plan plan = plans[which];
  unsigned char *canvas = malloc((size_t)plan.width * plan.height * 3 + 16);
  for (int round = atoi(words[4]); round > 0; round--) {
    double begin = cpu_ms();
    memcpy(canvas, pixels, length);
    if (plan.right) {
      int w, h;
      unsigned char *photo = decode(data, size, plan.right - plan.left, plan.bottom, &w, &h);
      resize(photo, w, h, canvas, &plan);
      free(photo);
    }
    unsigned long bytes = encode(canvas, plan.width, plan.height);
    printf("%.3f %lu\n", cpu_ms() - begin, bytes);
  }
  return 0;
}
