using System.Buffers.Binary;

namespace ChatApp.Core.Profiles;

/// <summary>
/// Reads pictures without decoding them: what they are, how large, and whether they hold anything else. A browser that drew the picture
/// on a canvas sends nothing else; a file with a place, a camera, a comment, or another file behind it, is no picture here.
/// </summary>
public static class ImageInspector
{
    private static ReadOnlySpan<byte> PngHead => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly HashSet<string> PngChunks = new(StringComparer.Ordinal) { "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "sRGB", "gAMA", "cHRM", "sBIT", "pHYs" };

    /// <summary>The facts of a whole and bare JPEG or PNG, or <see langword="null"/> for everything else.</summary>
    public static ImageFacts? Inspect(ReadOnlySpan<byte> file)
        => file.StartsWith(PngHead) ? InspectPng(file) : file is [0xFF, 0xD8, 0xFF, ..] ? InspectJpeg(file) : null;

    //  length (4) | type (4) | data (length) | checksum (4), from IHDR to IEND
    private static ImageFacts? InspectPng(ReadOnlySpan<byte> file)
    {
        ImageFacts? facts = null;
        var at = PngHead.Length;
        while (file.Length - at >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            var type = System.Text.Encoding.ASCII.GetString(file.Slice(at + 4, 4));
            if (length > file.Length - at - 12 || !PngChunks.Contains(type) || (facts is null) != (type == "IHDR"))
            {
                return null;
            }

            if (type == "IHDR")
            {
                if (length != 13)
                {
                    return null;
                }

                facts = new ImageFacts("image/png", Side(file[(at + 8)..]), Side(file[(at + 12)..]));
            }

            at += 12 + (int)length;
            if (type == "IEND")
            {
                return at == file.Length ? facts : null;
            }
        }

        return null;
    }

    private static int Side(ReadOnlySpan<byte> number) => (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(number), int.MaxValue);

    //  FF D8 | FF marker | length (2, counts itself) | data … | FF DA, the scan, | FF D9
    private static ImageFacts? InspectJpeg(ReadOnlySpan<byte> file)
    {
        ImageFacts? facts = null;
        var at = 2;
        while (file.Length - at >= 2 && file[at] == 0xFF)
        {
            var marker = file[at + 1];
            if (marker == 0xD9)
            {
                return at + 2 == file.Length ? facts : null;
            }

            if (file.Length - at < 4 || !IsBareSegment(marker))
            {
                return null;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || length > file.Length - at - 2)
            {
                return null;
            }

            // SOF0 to SOF2: baseline, extended, progressive.
            if (marker is >= 0xC0 and <= 0xC2)
            {
                if (length < 8)
                {
                    return null;
                }

                facts = new ImageFacts(
                    "image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            }

            at += 2 + length;
            if (marker == 0xDA)
            {
                at = EndOfScan(file, at);
            }
        }

        return null;
    }

    // Tables, frames, scans and the 16 bytes that say JFIF. Not APP1 (Exif, XMP) to APP15, and not comments.
    private static bool IsBareSegment(byte marker) => marker is (>= 0xC0 and <= 0xC2) or 0xC4 or 0xDA or 0xDB or 0xDD or 0xE0;

    // In a scan FF is followed by 00, or by the number of a restart; anything else is the next marker.
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (at + 1 < file.Length && !(file[at] == 0xFF && file[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7))))
        {
            at++;
        }

        return at;
    }
}
