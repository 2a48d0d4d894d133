namespace ChatApp.Data.Search;

/// <summary>
/// The terms of a block as a Bloom filter: a bit for each of six places that a term is hashed to. What has not all bits of a term has
/// not the term; of the others about one in 250 has it only seemingly, which the text itself then shows.
/// </summary>
internal static class SearchSignature
{
    /// <summary>How many messages a block has.</summary>
    // Measured: fewer make the table larger and the walk longer, more make every find read more texts.
    public const int BlockLength = 64;

    private const int Places = 6;
    private const int BitsPerTerm = 12;
    private const int FewestBits = 64;

    // Kept in the row itself, which a page of 8 kB must hold. Beyond about 5,000 terms the filter only becomes less choosy.
    private const int MostBits = 7_500 * 8;

    /// <summary>The block of a sequence.</summary>
    public static long BlockOf(long sequence) => (sequence - 1) / BlockLength;

    /// <summary>The first sequence of a block.</summary>
    public static long FirstOf(long block) => (block * BlockLength) + 1;

    public static byte[] Build(HashSet<ulong> terms)
    {
        var bits = Math.Clamp((terms.Count * BitsPerTerm + 7) / 8 * 8, FewestBits, MostBits);
        var signature = new byte[bits / 8];
        foreach (var term in terms)
        {
            for (var place = 0; place < Places; place++)
            {
                var bit = PlaceOf(term, place) % bits;
                signature[bit / 8] |= (byte)(1 << (bit % 8));
            }
        }

        return signature;
    }

    /// <summary>The places of some terms, before they are taken modulo a signature's bits.</summary>
    public static IEnumerable<int> PlacesOf(IEnumerable<ulong> terms) => terms.SelectMany(term => Enumerable.Range(0, Places).Select(place => PlaceOf(term, place)));

    // Kirsch and Mitzenmacher: two hashes make as many as are needed.
    private static int PlaceOf(ulong term, int place) => (int)(((uint)term + ((ulong)place * ((uint)(term >> 32) | 1))) & int.MaxValue);
}
