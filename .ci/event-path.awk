# Walks from the event loops of a binary through everything that they call, and prints each call that leads out
# of the code that it knows or into code that is not specialised, as
#
#     function TAB what it calls TAB loop
#
# Reads the functions (nm -S, demangled), then the disassembly (objdump -d).
# Fails if there is no function to begin with.
# Environment: loops, an expression for the functions to begin with; rare, one for functions that are not entered.
#
# Blocks from which no return can be reached end in a trap and cost an event nothing: calls in them are left out.

BEGIN {
    loops = ENVIRON["loops"]
    rare = ENVIRON["rare"]
}

FNR == NR {
    address = $1
    if ($2 ~ /^[0-9a-f]+$/ && length($2) == 16) size[address] = number($2)
    sub(/^[0-9a-f]+ ([0-9a-f]+ )?. /, "")
    name_of[address] = $0
    if ($0 ~ loops) loop[++loop_count] = address
    if (sub(/^generic type metadata pattern for /, "")) generic[$0] = 1
    next
}

/^[0-9a-f]+ <.*>:$/ {
    begins[count + 1] = 1
    header = $2
    sub(/>:$/, "", header)
    next
}

/^ *[0-9a-f]+:\t/ {
    count += 1
    address = padded(substr($1, 1, length($1) - 1))
    line_at[address] = count
    address_at[count] = address
    word = $2 == "notrack" || $2 == "bnd" ? 3 : 2
    operation[count] = $word
    if ($word ~ /^mov[sz]/) {
        register = $NF
        sub(/.*,/, "", register)
        loaded[register] = count
    }
    if ($word == "call" || $word ~ /^j/) note_target($(word + 1), word)
}

END {
    if (!loop_count) exit 1
    for (address in is_entry) if (address in line_at) begins[line_at[address]] = 1
    for (i = 1; i <= loop_count; i++) {
        analyse(loop[i])
        now_reporting = name_of[loop[i]]
        report(loop[i])
        split("", reported)
    }
}

function number(hex,    i, value) {
    value = 0
    for (i = 1; i <= length(hex); i++) value = value * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
    return value
}

function padded(hex) { return substr("0000000000000000", length(hex) + 1) hex }

# What the jump or call in the present line leads to: an address, and the name of what lies outside the binary.
function note_target(operand, word,    register, label) {
    if (operand ~ /^\*/) {
        # Switches load an offset from a table, then jump by register; anything else may lead anywhere.
        register = substr(operand, 2)
        is_switch[count] = operation[count] == "jmp" && register in loaded && loaded[register] > count - 32
        return
    }
    target[count] = padded(operand)
    label = $(word + 2)
    gsub(/[<>]/, "", label)
    if (label ~ /@plt$/) {
        sub(/@plt$/, "", label)
        outside[target[count]] = label
    }
    # A call begins a function, and so does a jump into what another name stands for.
    sub(/\+0x[0-9a-f]+$/, "", label)
    if (operation[count] == "call" || "<" label != header) is_entry[target[count]] = 1
}

# Finds out which lines of a function can lead to its return, and whether it has one; its callees first.
function analyse(entry,    first, last, i, changed) {
    if (entry in returns) return
    returns[entry] = 1
    if (!(entry in line_at)) {
        returns[entry] = outside[entry] !~ /s5NeverO/ && outside[entry] !~ /^(abort|exit)$/
        return
    }
    first = line_at[entry]
    last_of[entry] = last = end_of(entry)
    for (i = first; i <= last; i++) if (i in target && leaves(i, first, last)) analyse(target[i])
    do {
        changed = 0
        for (i = last; i >= first; i--) {
            if (!live[i] && can_return(i, first, last)) changed = live[i] = 1
        }
    } while (changed)
    returns[entry] = live[first]
}

# The last line of a function. What has no name, like outlined pieces of code, ends where the next thing begins.
function end_of(entry,    i, end) {
    end = number(entry) + size[entry]
    for (i = line_at[entry]; i < count; i++) {
        if (size[entry] ? number(address_at[i + 1]) >= end : begins[i + 1]) break
    }
    return i
}

function leaves(i, first, last) {
    return operation[i] == "call" || line_at[target[i]] < first || line_at[target[i]] > last
}

function can_return(i, first, last) {
    if (operation[i] ~ /^ret/) return 1
    if (operation[i] ~ /^(ud2|hlt|int3)$/) return 0
    if (operation[i] == "call") return (!(i in target) || returns[target[i]]) && i < last && live[i + 1]
    if (operation[i] == "jmp") return goes_on(i, first, last)
    if (operation[i] ~ /^j/ && goes_on(i, first, last)) return 1
    return i < last && live[i + 1]
}

function goes_on(i, first, last) {
    if (!(i in target)) return 1
    return leaves(i, first, last) ? returns[target[i]] : live[line_at[target[i]]]
}

function report(entry,    i, first, callee) {
    reported[entry] = 1
    first = line_at[entry]
    for (i = first; i <= last_of[entry]; i++) {
        if (!live[i]) continue
        if ((operation[i] == "call" || operation[i] == "jmp") && !(i in target) && !is_switch[i]) {
            found(entry, "an indirect call")
        }
        if (!(i in target) || !leaves(i, first, last_of[entry])) continue
        callee = target[i]
        if (!(callee in line_at)) {
            found(entry, callee in outside ? outside[callee] : "an unknown address")
        } else if (title(callee) !~ rare) {
            if (is_unspecialised(title(callee))) found(entry, title(callee))
            if (!(callee in reported)) report(callee)
        }
    }
}

# Whether a function of the kernel takes the types of its events at run time.
function is_unspecialised(name) {
    sub(/^\(extension in DiscreteEvent\):/, "", name)
    if (name !~ /^(static )?DiscreteEvent\./) return 0
    sub(/^static /, "", name)
    match(name, /^DiscreteEvent\.[A-Za-z]+/)
    return substr(name, 1, RLENGTH) in generic
}

function found(entry, what) {
    print title(entry) "\t" what "\t" now_reporting
}

function title(entry) { return entry in name_of ? name_of[entry] : "code without a name at " entry }
