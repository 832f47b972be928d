#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

#include <stdint.h>

/// How many blocks of memory the calling thread has asked for so far, new ones and ones to be resized.
uint64_t allocations_of_this_thread(void);

#endif
