using System.Text.Json;
using ChatApp.Core.Moderation;
using Xunit;

namespace ChatApp.Core.Tests.Moderation;

/// <summary>M01, M09: what a payload shows to people is judged, whatever the client calls it.</summary>
public sealed class PayloadTests
{
    [Theory]
    [InlineData("""{"title":"bad","n":1.50,"ok":[true,null,"fine bad"]}""", """{"title":"***","n":1.50,"ok":[true,null,"fine ***"]}""")]
    [InlineData("""{"a":{"b":["😀 b\u0061d"]},"名":"好"}""", """{"a":{"b":["\uD83D\uDE00 ***"]},"名":"好"}""")]
    [InlineData("""{"bad":"fine"}""", """{"bad":"fine"}""")]
    public void A_word_is_covered_in_every_string_and_the_rest_stays(string payload, string expected)
    {
        var kept = PayloadTexts.Judge(payload, text => text.Replace("bad", "***", StringComparison.Ordinal));

        Assert.Equal(expected, kept);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(kept!).RootElement.ValueKind);
    }

    [Fact]
    public void A_refused_string_refuses_the_payload()
        => Assert.Null(PayloadTexts.Judge("""{"a":["fine",{"b":"bad"}]}""", text => text == "bad" ? null : text));

    [Fact]
    public void A_payload_without_a_word_stays_as_it_was_written()
    {
        const string payload = """{ "a" : "x",  "b":1e3 }""";
        Assert.Same(payload, PayloadTexts.Judge(payload, text => text));
    }

    [Theory]
    [InlineData("bad0123456789abcdef01234", 0)] // a media id
    [InlineData("bad 0123456789abcdef0123", 1)]
    [InlineData("https://example.org/bad", 1)]
    [InlineData("bad", 1)]
    public void Identifiers_are_not_read_as_words(string value, int judged)
    {
        var seen = 0;
        PayloadTexts.Judge(JsonSerializer.Serialize(new { value }), text =>
        {
            seen++;
            return text;
        });

        Assert.Equal(judged, seen);
    }
}
