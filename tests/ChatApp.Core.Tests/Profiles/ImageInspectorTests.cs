using ChatApp.Core.Profiles;
using Xunit;

namespace ChatApp.Core.Tests.Profiles;

public sealed class ImageInspectorTests
{
    // A head of JFIF, a frame of 3 by 2 pixels, a scan with a stuffed byte and a restart, and the end.
    private static readonly byte[] Jpeg =
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 1, 0xFF, 0xC0, 0, 8, 8, 0, 2, 0, 3, 1, 0xFF, 0xDA, 0, 3, 0, 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9,
    ];

    private static readonly byte[] Png =
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
        .. Chunk("IHDR", [0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0]), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", []),
    ];

    [Fact]
    public void A_bare_picture_is_known_by_its_head()
    {
        Assert.Equal(new ImageFacts("image/jpeg", 3, 2), ImageInspector.Inspect(Jpeg));
        Assert.Equal(new ImageFacts("image/png", 3, 2), ImageInspector.Inspect(Png));
    }

    [Theory]
    [InlineData(0xE1)]
    [InlineData(0xE2)]
    [InlineData(0xED)]
    [InlineData(0xEF)]
    [InlineData(0xFE)]
    public void U04_a_JPEG_with_places_cameras_or_comments_is_refused(byte marker)
        => Assert.Null(ImageInspector.Inspect([.. Jpeg[..8], 0xFF, marker, 0, 6, .. "Exif"u8, .. Jpeg[8..]]));

    [Theory]
    [InlineData("tEXt")]
    [InlineData("eXIf")]
    [InlineData("iTXt")]
    [InlineData("acTL")]
    public void U04_a_PNG_with_texts_or_films_is_refused(string type)
        => Assert.Null(ImageInspector.Inspect([.. Png[..33], .. Chunk(type, [1, 2]), .. Png[33..]]));

    [Fact]
    public void U01_a_file_with_another_behind_it_is_refused()
    {
        Assert.Null(ImageInspector.Inspect([.. Jpeg, .. "<script>"u8]));
        Assert.Null(ImageInspector.Inspect([.. Png, 0]));
    }

    [Fact]
    public void U03_what_is_cut_off_or_is_no_picture_is_refused()
    {
        for (var length = 0; length < Jpeg.Length; length++)
        {
            Assert.Null(ImageInspector.Inspect(Jpeg.AsSpan(0, length)));
        }

        for (var length = 0; length < Png.Length; length++)
        {
            Assert.Null(ImageInspector.Inspect(Png.AsSpan(0, length)));
        }

        Assert.Null(ImageInspector.Inspect("GIF89a;alert(1)"u8));
        Assert.Null(ImageInspector.Inspect("<svg onload='x()'/>"u8));
    }

    private static byte[] Chunk(string type, byte[] data)
        => [0, 0, 0, (byte)data.Length, .. System.Text.Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
}
