package io.qklm.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessorTest {

  @Test
  void bfloat16IsLackingWhereTheFlagsDoNotNameIt() {
    assertThat(Processor.lacksBfloat16("processor\t: 0\nflags\t\t: fpu avx avx2 fma\n")).isTrue();
    assertThat(Processor.lacksBfloat16("flags\t\t: fpu avx2 avx512_bf16\n")).isFalse();
    assertThat(Processor.lacksBfloat16("flags\t\t: amx_bf16 amx_tile\n")).isFalse();
    assertThat(Processor.lacksBfloat16("Features\t: fp asimd bf16 i8mm\n")).isFalse();
    assertThat(Processor.lacksBfloat16("Features\t: fp asimd\n")).isTrue();
  }

  @Test
  void whatDoesNotTellIsTakenForFast() {
    assertThat(Processor.lacksBfloat16("model name\t: unknown\n")).isFalse();
    assertThat(Processor.lacksBfloat16("")).isFalse();
  }
}
