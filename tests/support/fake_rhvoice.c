/* A library with RHVoice's interface that beeps: a syllable a beep, silence between words. It is not RHVoice, and only
   stands in for it where it is not installed; the structures are those of RHVoice.h 1.14. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  int (*set_sample_rate)(int, void *);
  int (*play_speech)(const short *, unsigned int, void *);
  int (*process_mark)(const char *, void *);
  int (*word_starts)(unsigned int, unsigned int, void *);
  int (*word_ends)(unsigned int, unsigned int, void *);
  int (*sentence_starts)(unsigned int, unsigned int, void *);
  int (*sentence_ends)(unsigned int, unsigned int, void *);
  int (*play_audio)(const char *, void *);
  void (*done)(void *);
} callbacks;
typedef struct {
  const char *data_path, *config_path;
  const char **resource_paths;
  callbacks calls;
  unsigned int options;
} init_params;
typedef struct {
  const char *voice;
  double absolute_rate, absolute_pitch, absolute_volume, rate, pitch, volume;
  int punctuation_mode;
  const char *punctuation_list;
  int capitals_mode, flags;
} synth_params;
typedef struct {
  callbacks *calls;
  char *text;
  synth_params how;
} message;

#ifndef VERSION
#define VERSION "1.14.0"
#endif

const char *RHVoice_get_version(void) { return VERSION; }

void *RHVoice_new_tts_engine(const init_params *params) {
  callbacks *calls = malloc(sizeof *calls);
  if (strstr(params->data_path, "nothing")) return NULL;
  *calls = params->calls;
  return calls;
}

void *RHVoice_new_message(void *engine, const char *text, unsigned int length, int type, const synth_params *how, void *user) {
  message *made = calloc(1, sizeof *made);
  made->calls = engine;
  made->text = calloc(1, length + 1);
  memcpy(made->text, text, length);
  made->how = *how;
  if (how->flags != 1 || how->volume != 1.0 || type != 0) return NULL;
  return made;
}

static void beep(message *m, double hz, int samples) {
  short wave[24000];
  for (int at = 0; at < samples; at++) wave[at] = (short)(hz ? 9000 * sin(6.283185307 * hz * at / 24000) : 0);
  m->calls->play_speech(wave, samples, NULL);
}

int RHVoice_speak(void *spoken) {
  static const char *vowels[] = {"а", "е", "ё", "и", "о", "у", "ы", "э", "ю", "я", "У", NULL};
  message *m = spoken;
  char *copy = strdup(m->text), *rest = copy, *word;
  if (strstr(m->text, "упади")) abort();
  while (strstr(m->text, "зависни")) {}
  m->calls->set_sample_rate(24000, NULL);
  while ((word = strtok_r(rest, " .,!?:-", &rest))) {
    m->calls->word_starts(0, 0, NULL);
    for (char *at = word; *at; at++)
      for (int v = 0; vowels[v]; v++)
        if (!strncmp(at, vowels[v], 2)) beep(m, (strncmp(at + 2, "\xcc\x81", 2) ? 150 : 200) * m->how.pitch + 5 * v, (int)(4000 / m->how.rate));
    beep(m, 0, 600);
  }
  free(copy);
  return 1;
}

void RHVoice_delete_message(void *spoken) {
  message *m = spoken;
  free(m->text);
  free(m);
}
