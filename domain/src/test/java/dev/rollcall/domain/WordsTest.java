package dev.rollcall.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "'  Anna \u00A0 BERG ', anna berg",
        "Łukasz Ørsted-Weiß, lukasz orsted-weiss",
        "İstanbul ISPARTA ısı, istanbul isparta isi",
        "Ær Œr Þór Đ Ħ Ŧ, aer oer thor d h t",
        "山田 太郎, 山 田 太 郎",
        "東京タワー2号, 東 京 タ ワ ー2 号",
        "ΟΔΥΣΣΕΎΣ, οδυσσευσ",
        "'', ''",
    })
    void words_are_folded_and_characters_without_spaces_are_words(String text, String words) {
        assertThat(Words.of(text)).isEqualTo(words);
    }
}
