using System.Text.Json;
using ChatApp.Core.Conversations;
using ChatApp.Core.Kernel;
using ChatApp.Core.Messages;
using Xunit;

namespace ChatApp.Core.Tests.Messages;

/// <summary>What each kind of message must be, and the text that the server reads of it.</summary>
public sealed class KindTests
{
    [Theory]
    [InlineData("image", "a cat", """{"mediaId":"m1"}""", "a cat")]
    [InlineData("image", "", """{"mediaId":"m1","width":800,"height":600,"size":1,"mime":"image/png","thumbnail":"AAAA","own":{"x":[1]}}""", "")]
    [InlineData("voice", "", """{"mediaId":"m1","durationMs":3200}""", "")]
    [InlineData("video", "look", """{"mediaId":"m1","durationMs":3200,"width":1}""", "look")]
    [InlineData("file", "innocent", """{"mediaId":"m1","name":"年度报告.pdf","size":0}""", "年度报告.pdf")]
    [InlineData("location", "home", """{"latitude":31.2,"longitude":121.5,"title":"人民广场","address":"黄浦区"}""", "人民广场 黄浦区")]
    [InlineData("location", "home", """{"latitude":-90,"longitude":180}""", "")]
    [InlineData("sticker", "x", """{"mediaId":"m1","alt":"[笑]"}""", "[笑]")]
    [InlineData("link", "safe", """{"url":"https://example.org/a","title":"News"}""", "News https://example.org/a")]
    [InlineData("link", "safe", """{"url":"http://example.org"}""", "http://example.org")]
    [InlineData("card", "x", """{"of":"user","id":"bob","name":"Bob"}""", "Bob")]
    [InlineData("record", "x", """{"title":"Talk","lines":[{"sender":"bob","name":"Bob","text":"hi"},{"sender":"eve","name":"Eve","kind":"image"}]}""", "Talk\nBob: hi\nEve: ")]
    [InlineData("custom", "fallback", """{"anything":true}""", "fallback")]
    [InlineData("text", "hi", """{"anything":true}""", "hi")]
    public void The_server_reads_the_text_of_a_kind_itself(string kind, string text, string payload, string expected)
    {
        var read = Read(kind, text, payload);

        Assert.Null(read.Refusal);
        Assert.Equal(expected, read.Value.Text);
        Assert.Equal(payload, read.Value.Payload);
    }

    [Theory]
    [InlineData("text", " ")]
    [InlineData("image", null)]
    [InlineData("image", "{}")]
    [InlineData("image", """{"mediaId":""}""")]
    [InlineData("image", """{"mediaId":"a/b"}""")]
    [InlineData("image", """{"mediaId":7}""")]
    [InlineData("image", """{"mediaId":null}""")]
    [InlineData("image", """{"mediaId":"m1","width":0}""")]
    [InlineData("image", """{"mediaId":"m1","width":"800"}""")]
    [InlineData("image", """{"mediaId":"m1","mediaId":"m2"}""")]
    [InlineData("voice", """{"mediaId":"m1"}""")]
    [InlineData("voice", """{"mediaId":"m1","durationMs":0}""")]
    [InlineData("voice", """{"mediaId":"m1","durationMs":1e400}""")]
    [InlineData("voice", """{"mediaId":"m1","durationMs":3600001}""")]
    [InlineData("file", """{"mediaId":"m1","size":1}""")]
    [InlineData("file", """{"mediaId":"m1","size":-1,"name":"a"}""")]
    [InlineData("file", """{"mediaId":"m1","size":1,"name":"../a"}""")]
    [InlineData("file", """{"mediaId":"m1","size":1,"name":"a\\b"}""")]
    [InlineData("file", """{"mediaId":"m1","size":1,"name":"a\nb"}""")]
    [InlineData("file", """{"mediaId":"m1","size":1,"name":"\u200b"}""")]
    [InlineData("file", """{"mediaId":"m1","size":1,"name":"\ud800"}""")]
    [InlineData("location", """{"latitude":31.2}""")]
    [InlineData("location", """{"latitude":91,"longitude":0}""")]
    [InlineData("location", """{"latitude":0,"longitude":-181}""")]
    [InlineData("sticker", """{"alt":"x"}""")]
    [InlineData("link", """{"title":"x"}""")]
    [InlineData("link", """{"url":"javascript:alert(1)"}""")]
    [InlineData("link", """{"url":"/relative"}""")]
    [InlineData("card", """{"of":"moon","id":"bob","name":"Bob"}""")]
    [InlineData("card", """{"of":"user","id":"b b","name":"Bob"}""")]
    [InlineData("card", """{"of":"user","id":"bob"}""")]
    [InlineData("record", """{"title":"Talk","lines":[]}""")]
    [InlineData("record", """{"title":"","lines":[{"sender":"bob","name":"Bob","text":"hi"}]}""")]
    [InlineData("record", """{"title":"Talk","lines":["hi"]}""")]
    [InlineData("record", """{"title":"Talk","lines":[{"name":"Bob","text":"hi"}]}""")]
    [InlineData("record", """{"title":"Talk","lines":[{"sender":"bob","name":"Bob","kind":"moon"}]}""")]
    [InlineData("record", """{"title":"Talk","lines":[{"sender":"bob","name":"Bob","sentAt":"yesterday"}]}""")]
    [InlineData("custom", null)]
    [InlineData("notice", """{"event":"created"}""")]
    [InlineData("typing", "{}")]
    public void A_body_that_is_not_of_its_kind_is_refused(string kind, string? payload)
        => Assert.Equal(ErrorCode.InvalidPayload, Read(kind, " ", payload).Refusal);

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void A_file_name_has_255_characters_and_not_one_more(int length, bool accepted)
        => Assert.Equal(accepted, Read("file", string.Empty, $$"""{"mediaId":"m1","size":1,"name":"{{new string('n', length)}}"}""").Refusal is null);

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_record_has_a_hundred_lines_and_not_one_more(int lines, bool accepted)
    {
        var payload = JsonSerializer.Serialize(new { title = "t", lines = Enumerable.Repeat(new { sender = "bob", name = "Bob", text = "hi" }, lines) });

        Assert.Equal(accepted, Read("record", string.Empty, payload).Refusal is null);
    }

    [Fact]
    public void A_record_may_be_larger_than_other_payloads_and_its_text_stops_at_the_longest_text()
    {
        var payload = JsonSerializer.Serialize(new { title = "t", lines = Enumerable.Repeat(new { sender = "bob", name = "Bob", text = new string('x', 500) }, 100) });

        Assert.Equal(MessageLimits.MaxText, Read("record", string.Empty, payload).Value.Text.Length);
        Assert.Equal(ErrorCode.BodyTooLarge, Read("custom", string.Empty, payload).Refusal);
        Assert.Equal(ErrorCode.BodyTooLarge, Read("record", string.Empty, payload.Replace("xxxxx", "xxxxxxxx", StringComparison.Ordinal)).Refusal);
    }

    private static Outcome<MessageDraft> Read(string kind, string text, string? payload)
    {
        Assert.True(MessageKinds.TryParse(kind, out var parsed));
        return MessageRules.Read(
            new MessageDraft(new UserId("alice"), Origin: null, ConversationTarget.Person(new UserId("bob")), Guid.NewGuid(), parsed, text, payload), MessageLimits.MaxText);
    }
}
