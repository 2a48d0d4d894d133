namespace ChatApp.Core.Moderation;

/// <summary>
/// Finds many words in one pass over a text (Aho and Corasick, "Efficient string matching", 1975). Built once for a version of the
/// list and never changed, so any number of threads may search it.
/// </summary>
internal sealed class WordAutomaton
{
    private const int Root = 0;
    private const int None = -1;

    // One entry for every letter a word may start with: most letters of most texts start none, and cost this one look.
    private readonly int[] _fromRoot = new int[char.MaxValue + 1];

    // Open addressing from (state, letter) to the next state; a state's number is above every number on its path.
    private readonly ulong[] _keys;
    private readonly int[] _next;
    private readonly int _mask;

    private readonly int[] _fail;
    private readonly int[] _firstPattern;
    private readonly int[] _shorter;
    private readonly int[] _otherPattern;
    private readonly WordPattern[] _patterns;

    public WordAutomaton(IEnumerable<WordPattern> patterns)
    {
        _patterns = [.. patterns];
        var maxStates = 1 + _patterns.Sum(pattern => pattern.Letters.Length);
        _mask = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, maxStates * 2)) - 1;
        _keys = new ulong[_mask + 1];
        _next = new int[_mask + 1];
        _otherPattern = new int[_patterns.Length];

        var trie = new Trie(maxStates);
        for (var i = 0; i < _patterns.Length; i++)
        {
            Insert(trie, i);
        }

        _firstPattern = trie.FirstPattern[..trie.Count];
        _fail = new int[trie.Count];
        _shorter = new int[trie.Count];
        Link(trie);
    }

    /// <summary>How many states there are, the root included.</summary>
    public int States => _fail.Length;

    /// <summary>The words of a text, by where they end.</summary>
    /// <param name="filter">Which words count now; asked before the places are judged.</param>
    public List<(WordPattern Pattern, int First)> Find(NormalizedText text, Func<SensitiveWord, bool> filter)
    {
        var found = new List<(WordPattern, int)>();
        var state = Root;
        for (var at = 0; at < text.Count; at++)
        {
            state = Step(state, text.Letters[at]);
            for (var ending = _firstPattern[state] == None ? _shorter[state] : state; ending != Root; ending = _shorter[ending])
            {
                for (var pattern = _firstPattern[ending]; pattern != None; pattern = _otherPattern[pattern])
                {
                    var candidate = _patterns[pattern];
                    var first = at - candidate.Letters.Length + 1;
                    if (filter(candidate.Word) && candidate.Accepts(text, first))
                    {
                        found.Add((candidate, first));
                    }
                }
            }
        }

        return found;
    }

    private int Step(int state, char letter)
    {
        while (state != Root)
        {
            var next = Child(state, letter);
            if (next != Root)
            {
                return next;
            }

            state = _fail[state];
        }

        return _fromRoot[letter];
    }

    private int Child(int state, char letter)
    {
        var key = ((ulong)state << 16) | letter;
        for (var slot = Slot(key); _keys[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (_keys[slot] == key)
            {
                return _next[slot];
            }
        }

        return Root;
    }

    // Fibonacci hashing: neighbouring states and letters, which is what keys are made of, land far apart.
    private int Slot(ulong key) => (int)((key * 0x9E3779B97F4A7C15UL) >> 32) & _mask;

    private void Insert(Trie trie, int pattern)
    {
        var state = Root;
        foreach (var letter in _patterns[pattern].Letters)
        {
            var next = state == Root ? _fromRoot[letter] : Child(state, letter);
            if (next == Root)
            {
                next = trie.Add(state, letter);
                Connect(state, letter, next);
            }

            state = next;
        }

        _otherPattern[pattern] = trie.FirstPattern[state];
        trie.FirstPattern[state] = pattern;
    }

    private void Connect(int state, char letter, int next)
    {
        if (state == Root)
        {
            _fromRoot[letter] = next;
            return;
        }

        var key = ((ulong)state << 16) | letter;
        var slot = Slot(key);
        while (_keys[slot] != 0)
        {
            slot = (slot + 1) & _mask;
        }

        _keys[slot] = key;
        _next[slot] = next;
    }

    // Breadth first, because a state's failure is shallower than the state and has to be known before it.
    private void Link(Trie trie)
    {
        var queue = new Queue<int>(trie.ChildrenOf(Root));
        while (queue.TryDequeue(out var state))
        {
            foreach (var child in trie.ChildrenOf(state))
            {
                _fail[child] = Step(_fail[state], trie.Letter[child]);
                queue.Enqueue(child);
            }

            // The nearest shorter word that ends here too.
            var fail = _fail[state];
            _shorter[state] = _firstPattern[fail] != None ? fail : _shorter[fail];
        }
    }

    /// <summary>What only the building needs: who is whose child.</summary>
    private sealed class Trie(int maxStates)
    {
        private readonly int[] _firstChild = Filled(maxStates);
        private readonly int[] _sibling = Filled(maxStates);

        public int Count { get; private set; } = 1;

        public char[] Letter { get; } = new char[maxStates];

        public int[] FirstPattern { get; } = Filled(maxStates);

        public int Add(int parent, char letter)
        {
            var state = Count++;
            Letter[state] = letter;
            _sibling[state] = _firstChild[parent];
            _firstChild[parent] = state;
            return state;
        }

        public IEnumerable<int> ChildrenOf(int state)
        {
            for (var child = _firstChild[state]; child != None; child = _sibling[child])
            {
                yield return child;
            }
        }

        private static int[] Filled(int length)
        {
            var array = new int[length];
            Array.Fill(array, None);
            return array;
        }
    }
}
